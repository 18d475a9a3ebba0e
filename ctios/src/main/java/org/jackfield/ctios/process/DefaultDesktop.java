package org.jackfield.ctios.process;

import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.protocol.record.Arguments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Desktop settings of a site that configured none: the default grids (GRD-001 to 024). */
public final class DefaultDesktop {

    private static final String GRIDS = "default_grids.tsv";

    private DefaultDesktop() {}

    /**
     * The settings tree with default grids and screen preferences.
     *
     * @param profiles connection profiles, as in OnGlobalSettingsDownloadConf
     */
    public static Arguments tree(List<Arguments> profiles) {
        Arguments grids = grids();
        Arguments screen =
                Arguments.builder()
                        .put("BringToFrontOnCall", 1)
                        .put("FlashOnCall", 0)
                        .put("RecordingEnabled", 0)
                        .put("AgentStatisticsIntervalSec", 15)
                        .build();
        Arguments.Builder sounds = Arguments.builder();
        for (String each : List.of("DTMF", "DialTone", "OriginatingTone", "RingInTone", "All")) {
            sounds.put(each, Arguments.builder().put("Mute", false).build());
        }
        return Arguments.builder()
                .put("Grid", grids)
                .put(
                        "Login",
                        Arguments.builder()
                                .put("ConnectionProfiles", new ArrayList<Object>(profiles))
                                .build())
                .put("ScreenPreferences", Arguments.builder().put("MainScreen", screen).build())
                .put("SoundPreferences", sounds.build())
                .put("ScreenPop", Arguments.builder().put("Url", "").build())
                .put("ECC", List.of())
                .put("SkillGroups", List.of())
                .build();
    }

    /**
     * A connection profile of a UCCE peripheral, with what holds where the registry says nothing.
     *
     * @param name shown on the login page
     */
    public static Arguments profile(
            String name, long peripheral, String hostA, int portA, String hostB, int portB) {
        Arguments profile =
                Arguments.builder()
                        .put("Name", name)
                        .put("PeripheralID", peripheral)
                        .put("CtiOsA", hostA)
                        .put("PortA", portA)
                        .put("CtiOsB", hostB)
                        .put("PortB", portB)
                        .put("ShowFieldBitMask", 0x23)
                        .put("SwitchCapabilityBitMask", DesktopSettings.EMPTY.capabilities())
                        .build();
        return ProfileSettings.DEFAULTS.in(profile);
    }

    private static Arguments grids() {
        Map<String, List<Object>> columns = new LinkedHashMap<>();
        try (InputStream in = DefaultDesktop.class.getResourceAsStream(GRIDS);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                columns.computeIfAbsent(cells[1], grid -> new ArrayList<>()).add(column(cells));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read " + GRIDS + " of the class path", broken);
        }
        Arguments.Builder grids = Arguments.builder();
        columns.forEach(grids::put);
        return grids.build();
    }

    private static Arguments column(String[] cells) {
        return Arguments.builder()
                .put("Position", Integer.parseInt(cells[2]))
                .put("Type", cells[3])
                .put("Header", cells[4])
                .put("MaxChars", cells[5].isEmpty() ? 0 : Integer.parseInt(cells[5]))
                .put("Editable", cells[6].equals("true"))
                .put("Name", "")
                .build();
    }
}
