/*
 * The ring: two soft tones made here, from a fifth of the volume to all of it in three seconds. A
 * browser lets a page sound only after a click, so the login's click unlocks it.
 */
const RISE_S = 3;
const TONES_HZ = [523.25, 659.25];

/** @type {AudioContext|null} */
let audio = null;
let ringing = null;

/** To be called from a click; ends when the browser has decided. */
export async function unlockSound() {
    try {
        audio ??= new AudioContext();
        await audio.resume();
    } catch {
        audio = null; // No sound device: the page rings without sound.
    }
}

/** True when the browser waits for a click before it lets this page sound. */
export function soundIsBlocked() {
    return globalThis.navigator?.userActivation?.hasBeenActive === false;
}

/** True when a ring would be heard as far as the browser tells. */
export function soundIsOn() {
    return audio?.state === 'running';
}

/** Rings until {@link stopRing}; a second call while it rings changes nothing. */
export function startRing(volume) {
    if (ringing || !soundIsOn() || volume <= 0) {
        return;
    }
    const gain = audio.createGain();
    gain.gain.setValueAtTime(volume * 0.2, audio.currentTime);
    gain.gain.linearRampToValueAtTime(volume, audio.currentTime + RISE_S);
    gain.connect(audio.destination);
    const beat = () => TONES_HZ.forEach((hertz, index) => tone(gain, hertz, audio.currentTime + index * 0.35));
    beat();
    ringing = { gain, timer: setInterval(beat, 2000) };
}

export function stopRing() {
    if (ringing) {
        clearInterval(ringing.timer);
        ringing.gain.disconnect();
        ringing = null;
    }
}

/** One ring, for the settings. */
export function testRing(volume) {
    unlockSound();
    stopRing();
    startRing(Math.max(volume, 0.1));
    setTimeout(stopRing, 1200);
}

function tone(target, hertz, at) {
    const oscillator = audio.createOscillator();
    const envelope = audio.createGain();
    oscillator.frequency.value = hertz;
    envelope.gain.setValueAtTime(0, at);
    envelope.gain.linearRampToValueAtTime(0.5, at + 0.03);
    envelope.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
    oscillator.connect(envelope).connect(target);
    oscillator.start(at);
    oscillator.stop(at + 0.65);
}
