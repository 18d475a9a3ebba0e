package org.jackfield.simulation.check;

import org.jackfield.ctios.object.CallNow;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The data of a call, as a desktop shows them and as the OPC has them. */
final class CallData {

    private record Text(String name, Function<SnapshotCallConf, String> inTheOpc) {}

    private static final List<Text> TEXTS =
            List.of(
                    new Text("ANI", SnapshotCallConf::ani),
                    new Text("DNIS", SnapshotCallConf::dnis),
                    new Text("DialedNumber", SnapshotCallConf::dialedNumber),
                    new Text("CallerEnteredDigits", SnapshotCallConf::callerEnteredDigits),
                    new Text("CallVariable1", SnapshotCallConf::callVariable1),
                    new Text("CallVariable2", SnapshotCallConf::callVariable2),
                    new Text("CallVariable3", SnapshotCallConf::callVariable3),
                    new Text("CallVariable4", SnapshotCallConf::callVariable4),
                    new Text("CallVariable5", SnapshotCallConf::callVariable5),
                    new Text("CallVariable6", SnapshotCallConf::callVariable6),
                    new Text("CallVariable7", SnapshotCallConf::callVariable7),
                    new Text("CallVariable8", SnapshotCallConf::callVariable8),
                    new Text("CallVariable9", SnapshotCallConf::callVariable9),
                    new Text("CallVariable10", SnapshotCallConf::callVariable10),
                    new Text("CallWrapupData", SnapshotCallConf::callWrapupData));

    private CallData() {}

    /** Each of the data that is not the same, in words; empty when all is the same. */
    static List<String> differences(Arguments shown, SnapshotCallConf call) {
        List<String> different = new ArrayList<>();
        for (Text each : TEXTS) {
            String there = each.inTheOpc().apply(call);
            compare(
                    different,
                    each.name(),
                    shown.text(each.name(), ""),
                    there == null ? "" : there);
        }
        Arguments ecc = shown.nested("ECC");
        for (NamedVariable each : call.namedVariable()) {
            if (!each.name().equalsIgnoreCase(CallNow.START)) {
                compare(different, each.name(), ecc.text(each.name(), ""), each.value());
            }
        }
        return different;
    }

    private static void compare(List<String> to, String name, String shown, String there) {
        if (!shown.equals(there)) {
            to.add(name + " is '" + shown + "', in the OPC '" + there + "'");
        }
    }
}
