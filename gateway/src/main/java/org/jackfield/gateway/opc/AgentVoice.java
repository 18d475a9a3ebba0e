package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentOutput;
import org.jackfield.gateway.agent.AgentStateRequest;
import org.jackfield.gateway.agent.AgentVerdict;
import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetAgentStateConf;

import java.util.List;

/** Carries what the agent book says to clients, router and log. */
final class AgentVoice implements AgentOutput {

    private final Exchange exchange;
    private final Peripheral peripheral;

    AgentVoice(Exchange exchange, Peripheral peripheral) {
        this.exchange = exchange;
        this.peripheral = peripheral;
    }

    @Override
    public void answered(AgentStateRequest request, AgentVerdict verdict) {
        Answers answers = new Answers(exchange);
        if (verdict.accepted()) {
            answers.send(request.session(), new SetAgentStateConf(request.invokeId()));
        } else {
            answers.refuse(request.session(), request.invokeId(), Refusal.of(verdict));
        }
    }

    @Override
    public void agentEvents(String agentId, String instrument, List<Ged188Message> events) {
        Scope scope = new Scope(peripheral.id(), 0, List.of(instrument), agentId);
        events.forEach(each -> exchange.put(new Emit(each, scope)));
    }

    @Override
    public void routable(RoutableAgent agent) {
        exchange.then(
                () ->
                        peripheral
                                .router()
                                .agentRoutable(agent, exchange.nowMs(), peripheral.routing()));
    }

    @Override
    public void notRoutable(String agentId) {
        exchange.then(() -> peripheral.router().agentNotRoutable(agentId));
    }

    @Override
    public void info(String text) {
        exchange.log(Severity.INFO, text);
    }

    @Override
    public void warning(String text) {
        exchange.log(Severity.WARNING, text);
    }
}
