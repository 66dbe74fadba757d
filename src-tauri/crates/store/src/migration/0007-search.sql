-- Row id: the case. Text: title and text answers, folded (NFKC, lower case), each followed by two line breaks, so that
-- every character begins a trigram and a query of one or two characters is a range of terms.
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'trigram case_sensitive 1', detail = none);
CREATE VIRTUAL TABLE search_terms USING fts5vocab ('search', 'instance');
