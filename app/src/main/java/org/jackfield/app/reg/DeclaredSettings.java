package org.jackfield.app.reg;

import org.jackfield.app.run.PimSettings;
import org.jackfield.ctios.process.ConnectionsSettings;
import org.jackfield.ctios.process.CtiDriverSettings;
import org.jackfield.ctios.process.ProfileSettings;
import org.jackfield.ctios.process.RulesSettings;
import org.jackfield.ctios.process.SessionCloseSettings;
import org.jackfield.gateway.cluster.ClusterRegistry;
import org.jackfield.gateway.process.GatewayRegistry;
import org.jackfield.node.ems.EmsSettings;
import org.jackfield.node.process.NodeSettings;
import org.jackfield.node.registry.Setting;

import java.util.List;
import java.util.stream.Stream;

/** Every setting of every room. A room that declares some is named here. */
public final class DeclaredSettings {

    /** In the order of the reference page. */
    public static final List<Setting> ALL =
            Stream.of(
                            EmsSettings.DECLARED,
                            NodeSettings.DECLARED,
                            ClusterRegistry.DECLARED,
                            PimSettings.DECLARED,
                            GatewayRegistry.DECLARED,
                            CtiDriverSettings.DECLARED,
                            ConnectionsSettings.DECLARED,
                            SessionCloseSettings.DECLARED,
                            RulesSettings.DECLARED,
                            ProfileSettings.DECLARED)
                    .flatMap(List::stream)
                    .toList();

    private DeclaredSettings() {}
}
