/**
 * The address of the customer page for a call: a template with names in braces, for instance
 * `https://crm.example/?phone={ANI}`. Values come from callers, so each is escaped, and one that
 * would change scheme or host gives no address at all.
 *
 * @param {string} template
 * @param {import('../cil.js').Call} call
 * @returns {string} address, or empty
 */
export function popAddress(template, call) {
    if (!template) {
        return '';
    }
    const fill = (value) => template.replace(/\{([^{}]+)\}/g, (_, name) => encodeURIComponent(value(name.trim())));
    try {
        const filled = new URL(fill((name) => call.text(name) || call.properties.nested('ECC').text(name)));
        const plain = new URL(fill(() => ''));
        const safe = filled.protocol === 'https:' || filled.protocol === 'http:';
        return safe && filled.origin === plain.origin && !filled.username ? filled.href : '';
    } catch {
        return ''; // Not an address: the link is left out.
    }
}

/** True when a template can be an address of a page. */
export function popTemplateIsSafe(template) {
    try {
        return template === '' || /^https?:$/.test(new URL(template.replace(/\{[^{}]+\}/g, '0')).protocol);
    } catch {
        return false;
    }
}
