import { t } from '../texts.js';
import { AgentState } from '../cil.js';
import { slots } from './view.js';

/** A call key right after another call became current would act on the wrong one. */
const CHANGED_MS = 300;

const SLOT_KEYS = { F2: 'answer', 'Shift+F2': 'end', F4: 'transfer', 'Shift+F4': 'conference', F8: 'hold' };

/** What the help shows, in its order. */
export const KEY_LIST = ['F2', 'Shift+F2', 'F4', 'Shift+F4', 'F8', 'Shift+F8', 'F9', 'Shift+F9', 'Ctrl+K', 'F1', 'Escape'];

/** Name of the pressed key as the map knows it. */
function nameOf(event) {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
    return `${control ? 'Ctrl+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
}

/**
 * Function keys are no characters: they work while somebody types. Repeats of a held key count
 * nothing.
 */
export function keyMap(desktop, root, event) {
    const key = nameOf(event);
    const known = key in SLOT_KEYS || ['Shift+F8', 'F9', 'Shift+F9', 'F1', 'Ctrl+K'].includes(key);
    if (!known || (key !== 'Ctrl+K' && !desktop.preferences.get('functionKeys'))) {
        if (key === 'Escape') {
            desktop.note ? desktop.closeNote() : desktop.closePanel();
        }
        return;
    }
    event.preventDefault();
    if (event.repeat) {
        return;
    }
    if (key in SLOT_KEYS) {
        press(desktop, SLOT_KEYS[key]);
        return;
    }
    switch (key) {
        case 'Shift+F8':
            swap(desktop);
            break;
        case 'F9':
            ready(desktop, root);
            break;
        case 'Shift+F9':
            root.querySelector('jf-call-rows').focusWrapup();
            break;
        case 'Ctrl+K':
            desktop.openPanel('dial');
            break;
        default:
            desktop.openPanel('keys');
    }
}

function press(desktop, id) {
    const changed = desktop.calls.length > 0 && desktop.currentForMs < CHANGED_MS;
    if (changed && id !== 'answer' && !desktop.offlineReason()) {
        desktop.explain(id, t('off.changed'));
        return;
    }
    desktop.act(slots(desktop).find((slot) => slot.id === id));
}

function swap(desktop) {
    const call = desktop.currentCall;
    if (call && desktop.offlineReason()) {
        desktop.refuse({ id: 'swap', label: t('call.swap'), why: '' });
    } else if (call?.button('Alternate').on) {
        desktop.perform('swap', t('call.swap'), (pressed) => call.alternate(pressed));
    }
}

function ready(desktop, root) {
    if (desktop.agent?.button('Ready').on && !desktop.offlineReason()) {
        desktop.setState(AgentState.AVAILABLE);
    } else {
        root.querySelector('jf-state-switch').openMenu();
    }
}
