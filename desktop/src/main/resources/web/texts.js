import en from './texts/en.js';

/**
 * All words of the screen come from one language module. A text is a string with {names} in braces;
 * a missing name shows as nothing, a missing text as its key, so that it is seen in a test.
 */
let texts = en;

/** Replaces the language; modules have the shape of `texts/en.js`. */
export function useLanguage(module) {
    texts = { ...en, ...module };
    document.documentElement.lang = texts.language;
    document.documentElement.dir = texts.direction;
}

/**
 * @param {string} key
 * @param {Object<string, string|number>} [values]
 */
export function t(key, values = {}) {
    const text = texts[key];
    return text === undefined ? key : text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ''));
}

/** True when the language has that text. */
export function hasText(key) {
    return texts[key] !== undefined;
}
