package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.DeflectCallReq;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.MakePredictiveCallReq;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.QueryDeviceInfoReq;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;

/** The column UCCE of the table of requests: what it has is carried out, the rest is refused. */
@Tag("REQ")
@Tag("BEH-356")
@Tag("BEH-357")
class UcceRequestsTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private long call;
    private long consultation;

    static List<Map<String, String>> rows() {
        return SpecTable.rows("spec/control_requests.tsv");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRequestIsConfirmedOrRefusedAsTheTableSays(Map<String, String> row) {
        String name = row.get("request");
        Ged188Message answer = ask(name);
        assertThat(row.get("UCCE")).isEqualTo("Y");
        boolean built = !name.equals("DEFLECT_CALL") && !name.equals("MAKE_PREDICTIVE_CALL");
        if (built) {
            assertThat(answer.getClass().getSimpleName()).as(row.get("id")).isEqualTo(conf(name));
        } else {
            assertThat(SpecTable.deviations()).contains(row.get("id"));
            assertThat(((ControlFailureConf) answer).peripheralErrorCode()).isEqualTo(20153);
        }
    }

    private static String conf(String name) {
        String camel = name.equals("SEND_DTMF_SIGNAL") ? "SendDtmfSignal" : SpecTable.camel(name);
        return camel + "Conf";
    }

    private void talk() {
        bench.talkWithCustomer();
        call = bench.call();
    }

    private void consult() {
        talk();
        bench.login(2);
        bench.ask(asks.consult(call, "1001", "302"));
        consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.ask(asks.answer(consultation, "1002"));
    }

    /** Prepares, asks, and gives the answer. */
    private Ged188Message ask(String request) {
        return switch (request) {
            case "ALTERNATE_CALL", "CONFERENCE_CALL", "RECONNECT_CALL", "TRANSFER_CALL" -> {
                consult();
                yield answer(ofTwoCalls(request));
            }
            case "ANSWER_CALL" -> {
                bench.ready(1);
                bench.arrive("0441234", "8000");
                yield answer(asks.answer(bench.call(), "1001"));
            }
            case "MAKE_CALL" -> {
                bench.login(1);
                yield answer(asks.make("1001", "0049123"));
            }
            case "SET_AGENT_STATE" -> {
                bench.said.clear();
                bench.agentState(1, AgentState.LOGIN);
                yield bench.said.getFirst();
            }
            case "RETRIEVE_CALL" -> {
                talk();
                bench.ask(asks.hold(call, "1001"));
                yield answer(asks.retrieve(call, "1001"));
            }
            case "QUERY_AGENT_STATE", "QUERY_DEVICE_INFO", "SNAPSHOT_CALL", "SNAPSHOT_DEVICE" -> {
                talk();
                yield bench.machine.answer(query(request));
            }
            case "DEFLECT_CALL" ->
                    answer(
                            DeflectCallReq.builder()
                                    .invokeId(1)
                                    .peripheralId(OpcBench.PERIPHERAL)
                                    .build());
            case "MAKE_PREDICTIVE_CALL" ->
                    answer(
                            MakePredictiveCallReq.builder()
                                    .invokeId(1)
                                    .peripheralId(OpcBench.PERIPHERAL)
                                    .build());
            default -> {
                talk();
                yield answer(ofOneCall(request));
            }
        };
    }

    private Ged188Message answer(Ged188Message request) {
        bench.said.clear();
        bench.ask(request);
        return bench.said.getFirst();
    }

    private Ged188Message ofTwoCalls(String request) {
        return switch (request) {
            case "ALTERNATE_CALL" -> asks.alternate(consultation, call, "1001");
            case "CONFERENCE_CALL" -> asks.conference(consultation, call, "1001");
            case "RECONNECT_CALL" -> asks.reconnect(consultation, call, "1001");
            default -> asks.transfer(consultation, call, "1001");
        };
    }

    private Ged188Message ofOneCall(String request) {
        return switch (request) {
            case "CLEAR_CALL" -> asks.clearCall(call, "1001");
            case "CLEAR_CONNECTION" -> asks.clear(call, "1001");
            case "CONSULTATION_CALL" -> asks.consult(call, "1001", "0049123");
            case "HOLD_CALL" -> asks.hold(call, "1001");
            case "SEND_DTMF_SIGNAL" -> asks.dtmf(call, "1001", "12#");
            default -> throw new AssertionError("the table has a new request: " + request);
        };
    }

    private Ged188Message query(String request) {
        return switch (request) {
            case "QUERY_AGENT_STATE" ->
                    QueryAgentStateReq.builder()
                            .peripheralId(OpcBench.PERIPHERAL)
                            .agentId("2001")
                            .build();
            case "QUERY_DEVICE_INFO" ->
                    QueryDeviceInfoReq.builder()
                            .peripheralId(OpcBench.PERIPHERAL)
                            .agentInstrument("1001")
                            .build();
            case "SNAPSHOT_CALL" ->
                    SnapshotCallReq.builder()
                            .peripheralId(OpcBench.PERIPHERAL)
                            .connectionCallId(call)
                            .build();
            default ->
                    SnapshotDeviceReq.builder()
                            .peripheralId(OpcBench.PERIPHERAL)
                            .agentInstrument("1001")
                            .build();
        };
    }
}
