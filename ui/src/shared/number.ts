// Numbers as the regulations write them.

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 15 -> 十五, 20 -> 二十, 201 -> 二百零一. Up to 9999; what is not such a number comes back as it is. */
export function chineseNumber(text: string | number): string {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(text);
  const places = ['', '十', '百', '千'];
  const figures = String(value);
  let words = '';
  for (const [index, figure] of [...figures].entries()) {
    const place = figures.length - 1 - index;
    if (figure !== '0') words += `${digits[Number(figure)]}${places[place]}`;
    else if (!words.endsWith('零') && /[1-9]/.test(figures.slice(index))) words += '零';
  }
  return words.replace(/^一十/, '十');
}
