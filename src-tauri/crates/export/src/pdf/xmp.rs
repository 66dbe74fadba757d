//! The metadata packet (XMP, ISO 16684-1): title, author, dates and the claims to be PDF/A-2a and PDF/UA-1.

use super::sink::About;
use crate::xml::escape;

/// What programs that made and wrote the file call themselves.
pub(super) const PRODUCER: &str = "筹建通";

/// The claim to be PDF/UA-1 (ISO 14289-1, 5), with the description of its schema that PDF/A demands of all but its own
/// (ISO 19005-2, 6.6.2.3).
const ACCESSIBLE: &str = r#"<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"#;

/// The packet; every fact in it stands in the information dictionary too.
pub(super) fn packet(about: &About) -> String {
    // Noon in China, as in the information dictionary.
    let date = about.date.format("%Y-%m-%dT12:00:00+08:00");
    let title = escape(&about.title);
    let language = escape(&about.language);
    let author = if about.author.is_empty() {
        String::new()
    } else {
        format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n", escape(&about.author))
    };
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>
{author}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
{ACCESSIBLE}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>"
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_marks_of_xml_stays_a_title() {
        let about = About {
            title: "A&B <甲> \"乙\"\u{0}".into(),
            author: String::new(),
            language: "zh-CN".into(),
            date: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        };
        let packet = packet(&about);
        assert!(packet.contains(">A&amp;B &lt;甲&gt; &quot;乙&quot;</rdf:li>"), "{packet}");
        assert!(packet.contains("<xmp:CreateDate>2026-11-23T12:00:00+08:00</xmp:CreateDate>"));
        assert!(!packet.contains("dc:creator"));
    }
}
