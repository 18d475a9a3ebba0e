import { css } from 'lit';

/** Shared by every component: what a button, a field, a pill and a popup look like. */
export const base = css`
    :host {
        box-sizing: border-box;
        font-variant-numeric: tabular-nums;
    }
    :host([hidden]),
    [hidden] {
        display: none !important;
    }
    *,
    *::before,
    *::after {
        box-sizing: border-box;
    }
    h1,
    h2,
    h3,
    p,
    ul,
    ol,
    dl,
    dd {
        margin: 0;
        padding: 0;
    }
    ul,
    ol {
        list-style: none;
    }
    button,
    input,
    select {
        font: inherit;
        color: inherit;
    }
    .icon {
        inline-size: 20px;
        block-size: 20px;
        flex: none;
    }
    :host-context([dir='rtl']) .mirrored,
    :dir(rtl) .mirrored {
        transform: scaleX(-1);
    }
    .visually-hidden {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        margin: -1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
    }
    :focus-visible {
        outline: 3px solid var(--focus);
        outline-offset: 2px;
    }
    h2,
    .heading {
        font-size: var(--text-m);
        line-height: 22px;
        font-weight: 600;
    }
    .label {
        color: var(--text-2);
        font-size: var(--text-s);
        line-height: 18px;
    }
    .mono {
        font-family: var(--font-mono);
        font-size: var(--text-s);
    }
    .time {
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
    }
`;

export const buttons = css`
    .button {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 8px;
        min-block-size: 36px;
        padding: 4px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-button);
        background: var(--surface);
        color: var(--text);
        font-weight: 600;
        line-height: 20px;
        text-align: center;
        text-decoration: none;
        cursor: pointer;
    }
    .button:hover {
        background: var(--sunken);
    }
    .button.primary {
        background: var(--accent-solid);
        border-color: var(--accent-solid);
        color: var(--accent-on);
    }
    .button.go {
        background: var(--ready-solid);
        border-color: var(--ready-solid);
        color: var(--ready-on);
    }
    .button.danger {
        border-color: var(--danger-solid);
        color: var(--danger-text);
    }
    .button.danger:hover {
        background: var(--danger-soft);
    }
    .button.primary:hover,
    .button.go:hover {
        filter: brightness(1.08);
    }
    .button[aria-disabled='true'] {
        background: transparent;
        border: 1px dashed var(--border);
        color: var(--off);
        cursor: default;
        filter: none;
    }
    .button.quiet {
        font-weight: 400;
        border-color: transparent;
        background: transparent;
    }
    .button.quiet:hover {
        background: var(--sunken);
    }
    .button.square {
        inline-size: 36px;
        padding: 0;
        flex: none;
    }
    .button.wide {
        inline-size: 100%;
    }
`;

export const fields = css`
    .field {
        display: grid;
        gap: 4px;
    }
    .field label {
        font-weight: 600;
    }
    .field .help {
        color: var(--text-2);
        font-size: var(--text-s);
        line-height: 18px;
    }
    input[type='text'],
    input[type='password'],
    input[type='url'],
    input[type='search'],
    select {
        inline-size: 100%;
        min-inline-size: 0;
        min-block-size: 40px;
        padding: 6px 10px;
        border: 1px solid var(--line);
        border-radius: var(--radius-field);
        background: var(--surface);
        color: var(--text);
    }
    ::placeholder {
        color: var(--off);
        opacity: 1;
    }
    .error {
        color: var(--danger-text);
        display: flex;
        gap: 8px;
        align-items: flex-start;
        font-size: var(--text-m);
    }
    .error:empty {
        display: none;
    }
`;

export const pills = css`
    .pill {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        padding: 1px 10px;
        border: 1px solid var(--idle-solid);
        border-radius: 999px;
        font-size: var(--text-s);
        line-height: 22px;
        font-weight: 600;
        white-space: nowrap;
    }
    .pill .icon {
        inline-size: 16px;
        block-size: 16px;
    }
    .role-ready {
        background: var(--ready-soft);
        border-color: var(--ready-solid);
        color: var(--ready-text);
    }
    .role-ring {
        background: var(--ring-solid);
        border-color: var(--ring-solid);
        color: var(--ring-on);
    }
    .role-talk {
        background: var(--talk-soft);
        border-color: var(--talk-solid);
        color: var(--talk-text);
    }
    .role-hold {
        background: var(--hold-soft);
        border-color: var(--hold-solid);
        color: var(--hold-text);
    }
    .role-wrap {
        background: var(--wrap-soft);
        border: 1px dashed var(--wrap-solid);
        color: var(--wrap-text);
    }
    .role-idle,
    .role-busyOther {
        background: transparent;
        border-color: var(--idle-solid);
        color: var(--idle-text);
    }
    .role-unknown {
        background: transparent;
        border: 1px dotted var(--idle-solid);
        color: var(--idle-text);
    }
    .role-danger {
        background: var(--danger-soft);
        border-color: var(--danger-solid);
        color: var(--danger-text);
    }
`;

export const popups = css`
    .popup {
        position: absolute;
        z-index: 20;
        min-inline-size: 220px;
        max-inline-size: min(360px, calc(100vw - 16px));
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: var(--radius-card);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
        animation: appear 120ms ease-out;
    }
    .popup [role='menuitem'],
    .popup [role='menuitemradio'] {
        display: flex;
        align-items: center;
        gap: 10px;
        inline-size: 100%;
        min-block-size: 40px;
        padding: 6px 10px;
        border: 0;
        border-radius: var(--radius-button);
        background: transparent;
        color: var(--text);
        text-align: start;
        cursor: pointer;
    }
    .popup [role='menuitem']:hover,
    .popup [role='menuitem']:focus-visible,
    .popup [role='menuitemradio']:hover {
        background: var(--accent-soft);
    }
    .popup [aria-disabled='true'] {
        color: var(--off);
        cursor: default;
    }
    .popup .why {
        display: block;
        color: var(--text-2);
        font-size: var(--text-s);
        line-height: 18px;
    }
    .popup hr {
        margin: 8px 0;
        border: 0;
        border-block-start: 1px solid var(--border);
    }
    .popup .group {
        padding: 6px 10px 2px;
    }
    .bubble {
        position: absolute;
        z-index: 15;
        inline-size: max-content;
        max-inline-size: min(320px, calc(100vw - 24px));
        padding: 10px 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius-button);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
        display: grid;
        gap: 8px;
        text-align: start;
        animation: appear 120ms ease-out;
    }
    .bubble .actions {
        display: flex;
        gap: 8px;
        flex-wrap: wrap;
    }
    @keyframes appear {
        from {
            opacity: 0;
        }
    }
    @media (prefers-reduced-motion: reduce) {
        * {
            animation: none !important;
            transition: none !important;
        }
    }
`;
