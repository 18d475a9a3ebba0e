package org.jackfield.gateway.agent;

import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.DeskSettingsMask;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.ged188.WrapupMode;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.List;

/** What is asked about agents; changes nothing. */
final class AgentReads {

    private static final int NUMBER_DIGITS_MAX = 9;

    private final AgentFloor floor;

    AgentReads(AgentFloor floor) {
        this.floor = floor;
    }

    AgentView view(String agentId) {
        SiteAgent site = floor.site.agent(agentId);
        return site == null ? null : view(floor.agents.get(site.id()));
    }

    AgentView viewAt(String instrument) {
        return view(agentAt(instrument));
    }

    private AgentView view(Agent agent) {
        return agent == null ? null : new AgentMessages(floor, agent).view();
    }

    private Agent agentAt(String instrument) {
        SiteDevice device = floor.site.device(instrument);
        return device == null ? null : floor.byInstrument.get(device.instrument());
    }

    List<AgentView> views() {
        return floor.agents.values().stream().map(this::view).toList();
    }

    List<Ged188Message> stateEvents(String agentId, long nowMs) {
        SiteAgent site = floor.site.agent(agentId);
        if (site == null) {
            return List.of();
        }
        Agent agent = floor.agents.get(site.id());
        if (agent != null) {
            return new AgentMessages(floor, agent).events(null, nowMs);
        }
        return List.of(
                AgentStateEvent.builder()
                        .peripheralId(floor.peripheral.id())
                        .peripheralType(floor.peripheral.peripheralType())
                        .skillGroupState(AgentState.LOGOUT.value())
                        .skillGroupNumber(SpecialValue.NULL_SKILL_GROUP)
                        .skillGroupId(SpecialValue.NULL_SKILL_GROUP)
                        .agentState(AgentState.LOGOUT.value())
                        .mrdId(AgentMessages.VOICE)
                        .icmAgentId(site.icmAgentId())
                        .agentId(site.id())
                        .build());
    }

    Ged188Message queryState(QueryAgentStateReq request) {
        SiteAgent site = null;
        Agent agent = null;
        if (request.agentId() != null && !request.agentId().isEmpty()) {
            site = floor.site.agent(request.agentId());
        } else if (request.icmAgentId() > 0) {
            site = floor.site.agentByIcmId(request.icmAgentId());
        } else {
            String at =
                    request.agentInstrument() == null
                            ? request.agentExtension()
                            : request.agentInstrument();
            SiteDevice device = at == null ? null : floor.site.device(at);
            if (device == null) {
                return failure(request.invokeId(), AgentRefusal.unknownInstrument("" + at));
            }
            agent = floor.byInstrument.get(device.instrument());
            return agent == null
                    ? loggedOut(request.invokeId(), null, device)
                    : new AgentMessages(floor, agent).conf(request.invokeId());
        }
        if (site == null) {
            String named =
                    request.agentId() == null ? "" + request.icmAgentId() : request.agentId();
            return failure(request.invokeId(), AgentRefusal.unknownAgent(named));
        }
        agent = floor.agents.get(site.id());
        return agent == null
                ? loggedOut(request.invokeId(), site, null)
                : new AgentMessages(floor, agent).conf(request.invokeId());
    }

    private static Ged188Message loggedOut(long invokeId, SiteAgent site, SiteDevice device) {
        QueryAgentStateConf.Builder conf =
                QueryAgentStateConf.builder()
                        .invokeId(invokeId)
                        .agentState(AgentState.LOGOUT.value())
                        .mrdId(AgentMessages.VOICE);
        if (site != null) {
            conf.agentId(site.id()).icmAgentId(site.icmAgentId());
        }
        if (device != null) {
            conf.agentInstrument(device.instrument()).agentExtension(device.extension());
        }
        return conf.build();
    }

    private static Ged188Message failure(long invokeId, AgentVerdict verdict) {
        return ControlFailureConf.builder()
                .invokeId(invokeId)
                .failureCode(verdict.failureCode())
                .peripheralErrorCode(verdict.peripheralErrorCode())
                .text(verdict.text())
                .build();
    }

    Ged188Message deskSettings(AgentDeskSettingsReq request) {
        String agentId = request.agentId() == null ? "" : request.agentId();
        SiteAgent site = floor.site.agent(agentId);
        if (site == null) {
            return failure(request.invokeId(), AgentRefusal.unknownAgent(agentId));
        }
        SiteDeskSettings desk = floor.site.settingsOf(site);
        return AgentDeskSettingsConf.builder()
                .invokeId(request.invokeId())
                .peripheralId(floor.peripheral.id())
                .deskSettingsMask(mask(desk))
                .wrapupDataIncomingMode(mode(desk.wrapUpIncoming()))
                .wrapupDataOutgoingMode(mode(desk.wrapUpOutgoing()))
                .ringNoAnswerTime(desk.ringNoAnswerSeconds())
                .workModeTimer(desk.wrapUpSeconds())
                .ringNoAnswerDn(asNumber(desk.ringNoAnswerNumber()))
                .build();
    }

    private static long mask(SiteDeskSettings desk) {
        long mask =
                DeskSettingsMask.AVAIL_AFTER_INCOMING
                        | DeskSettingsMask.SUPERVISOR_CALLS_ALLOWED
                        | DeskSettingsMask.OUTBOUND_ACCESS_INTERNATIONAL
                        | DeskSettingsMask.OUTBOUND_ACCESS_PUBLIC_NET
                        | DeskSettingsMask.OUTBOUND_ACCESS_PRIVATE_NET
                        | DeskSettingsMask.OUTBOUND_ACCESS_PBX
                        | DeskSettingsMask.NON_ACD_CALLS_ALLOWED;
        if (desk.reasonNeededNotReady()) {
            mask |= DeskSettingsMask.IDLE_REASON_REQUIRED;
        }
        if (desk.reasonNeededLogout()) {
            mask |= DeskSettingsMask.LOGOUT_REASON_REQUIRED;
        }
        if (desk.agentToAgent()) {
            mask |= DeskSettingsMask.AGENT_TO_AGENT_CALLS_ALLOWED;
        }
        return mask;
    }

    private static long mode(WrapUpMode mode) {
        return switch (mode) {
            case REQUIRED -> WrapupMode.REQUIRED.value();
            case REQUIRED_WITH_DATA -> WrapupMode.REQUIRED_WITH_DATA.value();
            case OPTIONAL -> WrapupMode.OPTIONAL.value();
            case NOT_ALLOWED -> WrapupMode.NOT_ALLOWED.value();
        };
    }

    /** The field is a number; a dialed number that is none is 0. */
    private static long asNumber(String digits) {
        boolean number = !digits.isEmpty() && digits.length() <= NUMBER_DIGITS_MAX;
        return number && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.parseLong(digits)
                : 0;
    }
}
