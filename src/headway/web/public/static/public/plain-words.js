// The reading age as one types: the rules of plainwords/reading_age.py, word for word.
const word = /[A-Za-z\u00c0-\u024f]+(?:['\u2019][A-Za-z]+)*|\d[\d,.]*%?/g;
const end = /(?:[.!?]+(?=\s|$)|\n)+/;
const vowels = /[aeiouy\u00e0-\u00e6\u00e8-\u00ef\u00f2-\u00f6\u00f8-\u00fd]+/g;
const silent = /(?:[^laeiouycsxzgh]es|[aeiouy]les|[^aeiouydt]ed|[^laeiouy]e|[aeiouy]le)$/;
const apart = /(?:[^cg]ia(?!l\b)|io(?!n|u)|eo(?!u|p|n\b)|[aeiou]ing|uou|ism$|[aeiouy]er$|[dr]eas?$)/g;
const count = (text, pattern) => (text.match(pattern) || []).length;

const syllables = (one) => {
  const digits = count(one, /\d/g);
  if (digits) return digits;
  const plain = one.toLowerCase().replace(/['\u2019].*/, "");
  return Math.max(1, count(plain, vowels) + count(plain, apart) - (silent.test(plain) ? 1 : 0));
};

const spoken = (text) => text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean)
  .map((line) => line.startsWith("#") ? line.replace(/^#+/, "").trim()
    : line.replace(/^\[\s*[^\]:]{0,40}?\s*:\s*[^\]]{0,300}?\s*\]\s*/, "")).join("\n");

const age = (text) => {
  const words = text.match(word) || [];
  if (!words.length) return null;
  const sentences = text.split(end).filter((part) => part.match(word)).length;
  const all = words.reduce((sum, one) => sum + syllables(one), 0);
  const grade = 0.39 * words.length / sentences + 11.8 * all / words.length - 15.59;
  return Math.max(5, Math.round((grade + 5) * 10) / 10);
};

const box = document.getElementById("words");
const shown = document.getElementById("reading-age");
if (box && shown) {
  box.addEventListener("input", () => {
    const now = age(spoken(box.value));
    shown.textContent = now === null ? "none yet" : `${now.toFixed(1)} years`;
  });
}
