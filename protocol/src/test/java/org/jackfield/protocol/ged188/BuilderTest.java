package org.jackfield.protocol.ged188;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BuilderTest {

    @Test
    void countsFollowTheirListsUnlessTheyAreSet() {
        CallDeliveredEvent event =
                CallDeliveredEvent.builder()
                        .addNamedVariable(new NamedVariable("a", "1"))
                        .addNamedVariable(new NamedVariable("b", "2"))
                        .build();
        assertThat(event.numNamedVariables()).isEqualTo(2);
        assertThat(event.numNamedArrays()).isZero();

        CallDeliveredEvent more =
                event.toBuilder().addNamedVariable(new NamedVariable("c", "3")).build();
        assertThat(more.numNamedVariables()).isEqualTo(3);

        assertThat(event.toBuilder().numNamedVariables(7).build().numNamedVariables()).isEqualTo(7);
        CallDeliveredEvent odd = event.toBuilder().numNamedVariables(7).build();
        assertThat(odd.toBuilder().build()).isEqualTo(odd);
    }

    @Test
    void aCountAmongTheFloatingFieldsFollowsItsListToo() {
        assertThat(OpenConf.builder().build().numPeripherals()).isNull();
        OpenConf conf =
                OpenConf.builder().addFltPeripheralId(5000L).addMultilineAgentControl(1).build();
        assertThat(conf.numPeripherals()).isEqualTo(1);
        assertThat(conf.toBuilder().addFltPeripheralId(5001L).build().numPeripherals())
                .isEqualTo(2);
    }

    @Test
    void aCopyIsEqualAndABuilderOfItsOwn() {
        RandomMessage random = new RandomMessage(1);
        for (int i = 0; i < 50; i++) {
            SnapshotCallConf conf =
                    (SnapshotCallConf) random.next(MessageType.SNAPSHOT_CALL_CONF, 25);
            assertThat(conf.toBuilder().build()).isEqualTo(conf);
        }
    }

    @Test
    void aMessageWithMoreNumbersThanAConstructorTakesIsAValueToo() {
        QuerySkillGroupStatisticsConf one =
                QuerySkillGroupStatisticsConf.builder().invokeId(1).callsQ5(2).build();
        QuerySkillGroupStatisticsConf two = one.toBuilder().build();
        assertThat(two).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(two.toBuilder().callsQ5(3).build()).isNotEqualTo(one);
        assertThat(one.toString()).startsWith("QuerySkillGroupStatisticsConf[invokeId=1, ");
    }

    @Test
    void valuesUnknownToATableKeepTheirNumbers() {
        assertThat(AgentState.of(3)).isEqualTo(AgentState.AVAILABLE);
        assertThat(AgentState.of(77)).isNull();
        assertThat(AgentState.of(1L << 40)).isNull();
        assertThat(AgentState.nameOf(77)).isEqualTo("77");
        assertThat(AgentState.nameOf(3)).isEqualTo("AGENT_STATE_AVAILABLE");
        assertThat(PeripheralType.of(0xFFFF)).isEqualTo(PeripheralType.NONE);
        assertThat(CallType.of(27)).isEqualTo(CallType.RESERVATION_PREVIEW);
        assertThat(ServiceMask.text(ServiceMask.CLIENT_EVENTS | 0x10000000L))
                .isEqualTo("CTI_SERVICE_CLIENT_EVENTS|0x10000000");
        assertThat(ServiceMask.text(0)).isEqualTo("0");
        assertThat(SpecialValue.NULL_CALL_ID).isEqualTo(0xFFFFFFFFL);
        for (MessageType type : MessageType.values()) {
            assertThat(MessageType.of(type.number())).isEqualTo(type);
        }
        assertThat(MessageType.of(0)).isNull();
    }
}
