package org.jackfield.gateway.opc;

/** The classes that decide, and how they find one another. They hold no state of their own. */
final class Opc {

    final Exchange exchange;
    final CallEvents events;
    final DataEvents data;
    final MergeEvents merges;
    final Switchboard switchboard;
    final Seating seating;
    final Answers answers;
    final Moves moves;
    final Joining joining;
    final Clearing clearing;
    final Destinations destinations;
    final Outbound outbound;
    final RoutedCalls routedCalls;
    final Holding holding;
    final Consulting consulting;
    final Merging merging;
    final BlindTransfers blindTransfers;

    Opc(Exchange exchange) {
        this.exchange = exchange;
        events = new CallEvents(exchange);
        data = new DataEvents(events);
        merges = new MergeEvents(events);
        switchboard = new Switchboard(exchange);
        seating = new Seating(exchange);
        answers = new Answers(exchange);
        moves = new Moves(this);
        joining = new Joining(this);
        clearing = new Clearing(this);
        destinations = new Destinations(exchange);
        outbound = new Outbound(this);
        routedCalls = new RoutedCalls(this);
        holding = new Holding(this);
        consulting = new Consulting(this);
        merging = new Merging(this);
        blindTransfers = new BlindTransfers(this);
    }
}
