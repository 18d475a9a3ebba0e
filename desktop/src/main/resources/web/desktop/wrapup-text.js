/** CallWrapupData has 40 octets with the one that ends it. */
const LIMIT = 39;
const JOINT = ': ';

/** What is saved: the choice and the note as one text within the field's limit. */
export function wrapupText({ choice, note }) {
    return [choice, note.trim()].filter(Boolean).join(JOINT).slice(0, LIMIT);
}

/** How many characters are left for the note beside a choice. */
export function noteLimit(choice) {
    return Math.max(0, choice ? LIMIT - choice.length - JOINT.length : LIMIT);
}
