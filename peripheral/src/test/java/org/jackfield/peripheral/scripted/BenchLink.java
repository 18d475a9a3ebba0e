package org.jackfield.peripheral.scripted;

import org.jackfield.gateway.pim.Pim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** How the gateways on the bench reach the switch. */
interface BenchLink {

    /** The PIM of a gateway of this name. */
    Pim pim(String name);

    void cut(String reason);

    void heal();

    void onTime(long nowMs);

    long nextDeadlineMs();

    /** In the same process. */
    final class Direct implements BenchLink {

        private final Bench bench;
        private ScriptedAcd first;

        Direct(Bench bench) {
            this.bench = bench;
        }

        @Override
        public Pim pim(String name) {
            ScriptedAcd acd = new ScriptedAcd(bench.owner);
            first = first == null ? acd : first;
            return acd;
        }

        @Override
        public void cut(String reason) {
            first.cut(reason);
        }

        @Override
        public void heal() {
            first.heal();
        }

        @Override
        public void onTime(long nowMs) {
            bench.owner.onTime(nowMs);
        }

        @Override
        public long nextDeadlineMs() {
            return bench.owner.nextDeadlineMs();
        }
    }

    /** In a process of its own: everything passes as bytes, 1 ms each way, in virtual time. */
    final class Remote implements BenchLink, SwitchWire {

        private record Parcel(long atMs, Runnable work) {}

        private final Bench bench;
        private final Deque<Parcel> under = new ArrayDeque<>();
        private final List<RemoteScriptedPim> pims = new ArrayList<>();
        private final List<Cable> cables = new ArrayList<>();
        private boolean broken;

        /** Which records are swallowed without a word. */
        Predicate<byte[]> swallows = bytes -> false;

        Remote(Bench bench) {
            this.bench = bench;
        }

        @Override
        public Pim pim(String name) {
            RemoteScriptedPim pim = new RemoteScriptedPim(name, this, () -> bench.nowMs);
            pims.add(pim);
            return pim;
        }

        @Override
        public Connection connect(Ear ear) {
            Cable cable = new Cable(ear);
            cables.add(cable);
            later(cable::plugIn);
            return cable.gatewayEnd;
        }

        private void later(Runnable work) {
            under.add(new Parcel(bench.nowMs + 1, work));
        }

        @Override
        public void cut(String reason) {
            broken = true;
            List.copyOf(cables).forEach(cable -> cable.close(reason));
        }

        @Override
        public void heal() {
            broken = false;
        }

        /** Breaks the connection that came first; it can be made again at once. */
        void cutOldest(String reason) {
            cables.getFirst().close(reason);
        }

        /** Something that is no record comes in at the switch. */
        void sayToSwitch(byte[] bytes) {
            cables.getFirst().gatewayEnd.send(bytes);
        }

        int connections() {
            return cables.size();
        }

        @Override
        public void onTime(long nowMs) {
            while (!under.isEmpty() && under.peek().atMs <= nowMs) {
                under.poll().work.run();
            }
            pims.forEach(pim -> pim.onTime(nowMs));
            List.copyOf(cables).forEach(cable -> cable.onTime(nowMs));
            bench.owner.onTime(nowMs);
        }

        @Override
        public long nextDeadlineMs() {
            long next = under.isEmpty() ? Long.MAX_VALUE : under.peek().atMs;
            next = Math.min(next, bench.owner.nextDeadlineMs());
            for (RemoteScriptedPim pim : pims) {
                next = Math.min(next, pim.nextDeadlineMs());
            }
            for (Cable cable : cables) {
                next = Math.min(next, cable.nextDeadlineMs());
            }
            return next;
        }

        private final class Cable {

            private final Ear gateway;
            private GatewayLine line;
            private boolean closed;
            final Connection gatewayEnd = end(bytes -> line.received(bytes, bench.nowMs));

            private Cable(Ear gateway) {
                this.gateway = gateway;
            }

            private Connection end(java.util.function.Consumer<byte[]> arrives) {
                return new Connection() {
                    @Override
                    public void send(byte[] bytes) {
                        later(
                                () -> {
                                    if (!closed && !swallows.test(bytes)) {
                                        arrives.accept(bytes);
                                    }
                                });
                    }

                    @Override
                    public void close(String reason) {
                        Cable.this.close(reason);
                    }
                };
            }

            private void plugIn() {
                if (broken) {
                    close("connection refused");
                    return;
                }
                line = new GatewayLine(bench.owner, end(gateway::received), bench.nowMs);
                gateway.opened();
            }

            private void close(String reason) {
                if (!closed) {
                    closed = true;
                    cables.remove(this);
                    if (line != null) {
                        line.closed();
                    }
                    gateway.closed(reason);
                }
            }

            private void onTime(long nowMs) {
                if (line != null) {
                    line.onTime(nowMs);
                }
            }

            private long nextDeadlineMs() {
                return line == null ? Long.MAX_VALUE : line.nextDeadlineMs();
            }
        }
    }
}
