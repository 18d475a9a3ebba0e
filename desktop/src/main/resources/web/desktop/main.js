import { Announcer } from './announcer.js';
import { Desktop } from './store.js';
import { Preferences, storageOf } from './preferences.js';
import './root.js';

const secure = location.protocol === 'https:';
const desktop = new Desktop({
    preferences: new Preferences(storageOf('localStorage')),
    tabStorage: storageOf('sessionStorage'),
    announcer: new Announcer(
        document.getElementById('announce-assertive'),
        document.getElementById('announce-polite'),
    ),
    servers: [`${secure ? 'wss' : 'ws'}://${location.host}/cil`],
});

// After sleep, a hidden time or a change of network the link is doubtful: ask at once.
document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') {
        desktop.session.link.probe();
    }
    desktop.changed();
});
for (const name of ['online', 'offline', 'pageshow']) {
    addEventListener(name, () => desktop.session?.link.probe());
}

document.querySelector('jf-desktop').desktop = desktop;
desktop.start();
