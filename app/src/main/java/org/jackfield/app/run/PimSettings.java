package org.jackfield.app.run;

import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * One switch of a gateway side.
 *
 * @param peripheral PeripheralID, the same on both sides
 * @param kind tcp:HOST:PORT, a scripted switch, or asterisk
 * @param ari REST address of an Asterisk
 * @param ariUser account there
 * @param ariPassword its password; empty: the variable JACKFIELD_ARI_PASSWORD
 */
public record PimSettings(
        int peripheral, String kind, URI ari, String ariUser, String ariPassword) {

    static final String TCP = "tcp:";
    static final String ASTERISK = "asterisk";

    /** The key under which each switch of a gateway has a key of its own. */
    static final String ALL_KEY =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\<instance>\\<node>\\PG\\CurrentVersion"
                    + "\\PIMS";

    /** Key of one switch. */
    static final String KEY = ALL_KEY + "\\<pim>";

    static final Setting PERIPHERAL =
            Setting.number(KEY, "PeripheralID", null)
                    .from(1, Integer.MAX_VALUE)
                    .says("Number of the peripheral that this switch is, the same on both sides.");
    static final Setting SWITCH =
            Setting.text(KEY, "Switch", null)
                    .says(
                            "The switch: tcp:HOST:PORT for a scripted one (run switch), or"
                                    + " asterisk.");
    static final Setting ARI =
            Setting.text(KEY, "AriAddress", "http://127.0.0.1:8088/ari")
                    .says("REST address of an Asterisk.");
    static final Setting ARI_USER =
            Setting.text(KEY, "AriUser", "jackfield").says("Account at the Asterisk.");
    static final Setting ARI_PASSWORD =
            Setting.text(KEY, "AriPassword", "")
                    .says("Its password; empty: the variable JACKFIELD_ARI_PASSWORD.");
    static final Setting DISABLED =
            Setting.flag(KEY, "Disabled", false).says("1: this side has no link to it.");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(PERIPHERAL, SWITCH, ARI, ARI_USER, ARI_PASSWORD, DISABLED);

    /**
     * The switches that a registry names, in the order of their keys.
     *
     * @param all the key above theirs, {@link #ALL_KEY}
     * @throws org.jackfield.node.registry.RegistryException when a value is missing or cannot be
     *     used
     * @throws IllegalArgumentException when two are the same peripheral, or a kind is unknown
     */
    static List<PimSettings> from(RegistryKey all) {
        List<PimSettings> pims = new ArrayList<>();
        for (String name : all.children()) {
            RegistryKey key = all.child(name);
            if (!key.flag(DISABLED)) {
                pims.add(
                        new PimSettings(
                                (int) key.number(PERIPHERAL),
                                key.text(SWITCH),
                                URI.create(key.text(ARI)),
                                key.text(ARI_USER),
                                key.text(ARI_PASSWORD)));
            }
        }
        return checked(pims, all.path().toString());
    }

    /** Refuses what cannot be meant, naming where it stands. */
    static List<PimSettings> checked(List<PimSettings> pims, String where) {
        for (PimSettings each : pims) {
            if (!each.kind.startsWith(TCP) && !each.kind.equals(ASTERISK)) {
                throw new IllegalArgumentException(
                        where
                                + ": the switch of peripheral "
                                + each.peripheral
                                + " is tcp:HOST:PORT or asterisk, not '"
                                + each.kind
                                + "'");
            }
            if (pims.stream().filter(other -> other.peripheral == each.peripheral).count() > 1) {
                throw new IllegalArgumentException(
                        where
                                + ": peripheral "
                                + each.peripheral
                                + " has two switches; give each a number of its own");
            }
        }
        return List.copyOf(pims);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return peripheral + "=" + kind;
    }
}
