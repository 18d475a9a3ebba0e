package org.jackfield.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.node.registry.RegistryCheck.Finding;
import org.jackfield.node.registry.RegistryCheck.Weight;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A declared setting is read with its default, its bounds and all its spellings. */
class SettingTest {

    private static final String KEY = "HKLM\\SOFTWARE\\Acme_<instance>\\<node>";
    private static final Setting INTERVAL =
            Setting.number(KEY, "PollingIntervalSec", 15L).from(1, 60).in("seconds").spec("X-1");
    private static final Setting LEVEL = Setting.text(KEY, "Level", "All").oneOf("All", "None");
    private static final Setting HOST = Setting.text(KEY, "Host", null).says("Where it is.");
    private static final Setting TOTAL =
            Setting.number(KEY, "EMSAllLogFilesMax", 5L).alsoNamed("EMSAAllLogFilesMax");
    private static final List<Setting> ALL = List.of(INTERVAL, LEVEL, HOST, TOTAL);

    @TempDir Path folder;

    private Registry with(String body) throws IOException {
        Files.writeString(
                folder.resolve("a.reg"), "REGEDIT4\n[HKLM\\SOFTWARE\\Acme_one\\PG1A]\n" + body);
        return Registry.open(folder);
    }

    private RegistryKey key(String body) throws IOException {
        return with(body).key(KEY, "one", "PG1A");
    }

    @Test
    void anAbsentValueHasItsDefault() throws IOException {
        RegistryKey key = key("");
        assertThat(key.number(INTERVAL)).isEqualTo(15);
        assertThat(key.text(LEVEL)).isEqualTo("All");
        assertThatThrownBy(() -> key.text(HOST))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("\\PG1A\\Host")
                .hasMessageContaining("jackfield reg set");
    }

    @Test
    @Tag("TRAP-7")
    @Tag("TRAP-8")
    @Tag("TRAP-10")
    void namesAreFoundInTheSpellingsOfTheField() throws IOException {
        assertThat(key("\"PollingInterval Sec\"=dword:5\n").number(INTERVAL)).isEqualTo(5);
        assertThat(key("\"pollingintervalSEC\"=dword:6\n").number(INTERVAL)).isEqualTo(6);
        assertThat(key("\"EMSAAllLogFilesMax\"=dword:7\n").number(TOTAL)).isEqualTo(7);
    }

    @Test
    void aValueOutOfRangeOrOfAnotherTypeIsRefusedWithItsPlace() throws IOException {
        RegistryKey tooLarge = key("\"PollingIntervalSec\"=dword:3d\n");
        assertThatThrownBy(() -> tooLarge.number(INTERVAL))
                .hasMessageContaining("a.reg:3")
                .hasMessageContaining("61 is out of range, 1 to 60 seconds");
        RegistryKey text = key("\"PollingIntervalSec\"=\"5\"\n");
        assertThatThrownBy(() -> text.number(INTERVAL)).hasMessageContaining("REG_DWORD");
        RegistryKey choice = key("\"Level\"=\"Some\"\n");
        assertThatThrownBy(() -> choice.text(LEVEL)).hasMessageContaining("one of All, None");
    }

    @Test
    void aCheckNamesErrorsOtherSpellingsAndWhatNobodyReads() throws IOException {
        Registry registry =
                with(
                        "\"PollingIntervalSec\"=dword:0\n\"EMSAAllLogFilesMax\"=dword:7\n"
                                + "\"Elsewhere\"=\"x\"\n[HKLM\\SOFTWARE\\Foreign]\n\"y\"=\"z\"\n");

        assertThat(new RegistryCheck(registry, ALL).findings())
                .extracting(Finding::weight)
                .containsExactly(Weight.ERROR, Weight.WARNING, Weight.NOTE);
        assertThat(new RegistryCheck(registry, ALL).findings().getFirst().text())
                .contains("a.reg:3")
                .contains("0 is out of range");
    }
}
