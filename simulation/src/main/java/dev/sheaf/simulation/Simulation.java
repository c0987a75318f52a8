// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.simulated.SimulatedNetworkSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One run of a whole engine from one seed, in two acts. In the first anything may go wrong, and every query must end
/// with the right answer or an error that says what went wrong. In the second the network is healed, and every query
/// must be answered. After each act nothing may be left of any query: no memory, no state.
///
/// Everything runs on the calling thread. A run that gets stuck is found by its scheduler: nothing can run and no timer
/// is set, or too many steps are taken.
public final class Simulation {
    private static final long STEPS_MAX = 20_000_000;
    private static final int ATTEMPTS_MAX = 6;

    private final String name;
    private final Workload workload;
    private final UnaryOperator<Transport> transports;

    /// @param name of the workload, for replays
    public Simulation(String name, Workload workload) {
        this(name, workload, transport -> transport);
    }

    /// @param transports wraps every node's transport: for planted bugs
    public Simulation(String name, Workload workload, UnaryOperator<Transport> transports) {
        this.name = name;
        this.workload = workload;
        this.transports = transports;
    }

    /// @throws SimulationFailure when a promise was broken
    public SimulationReport run(long seed) {
        SimulationSettings settings =
                SimulationSettings.draw(new SplittableRandom(seed), workload.limits());
        try {
            return new Run(seed, settings).play();
        } catch (SimulationFailure failure) {
            throw failure;
        } catch (RuntimeException | AssertionError broken) {
            throw new SimulationFailure(seed, name, settings, String.valueOf(broken), broken);
        }
    }

    /// A run under way.
    private final class Run {
        private final long seed;
        private final SimulationSettings settings;
        private final SplittableRandom random;
        private final SteppedScheduler scheduler;
        private final SimulatedCluster cluster;
        private final List<SimulatedQuery> queries;
        private final Map<String, Integer> outcomes = new TreeMap<>();
        private long resultHash;

        Run(long seed, SimulationSettings settings) {
            this.seed = seed;
            this.settings = settings;
            this.random = new SplittableRandom(seed + 1);
            this.scheduler = new SteppedScheduler(random.nextLong(), settings.tasks().threads());
            Map<String, Connector> connectors = workload.connectors(scheduler, random.nextLong());
            this.cluster = new SimulatedCluster(scheduler, settings, random.split(), connectors, transports);
            this.queries = workload.queries(settings.workers());
        }

        SimulationReport play() {
            scheduleFaults();
            actOfFaults();
            cluster.network().become(SimulatedNetworkSettings.CALM);
            actOfHealing();
            SimulationReport report = new SimulationReport(
                    seed,
                    scheduler.eventHash() ^ resultHash,
                    scheduler.steps(),
                    cluster.network().faults(),
                    outcomes);
            cluster.close();
            return report;
        }

        private void scheduleFaults() {
            List<String> nodes = cluster.nodes();
            for (int i = 0; i < settings.linkCloses(); i++) {
                String node = nodes.get(random.nextInt(nodes.size()));
                String other = nodes.get(random.nextInt(nodes.size()));
                scheduler.at(random.nextLong(settings.faultNanos()), () -> cluster.network().closeLink(node, other));
            }
        }

        private void actOfFaults() {
            List<QueryClient> running = new ArrayList<>();
            List<SimulatedQuery> waiting = new ArrayList<>(queries);
            while (!waiting.isEmpty() || !running.isEmpty()) {
                while (!waiting.isEmpty() && running.size() < settings.concurrentQueries()) {
                    running.add(start(waiting.remove(random.nextInt(waiting.size()))));
                }
                scheduler.runUntil(() -> running.stream().anyMatch(QueryClient::gone), STEPS_MAX);
                running.stream().filter(QueryClient::gone).forEach(this::checkUnderFaults);
                running.removeIf(QueryClient::gone);
            }
            checkNothingIsLeft("the act of faults");
        }

        private QueryClient start(SimulatedQuery query) {
            boolean closesEarly = random.nextInt(1000) < settings.earlyClosePerMille();
            QueryClient client = new QueryClient(
                    query, cluster.run(query.plan()), closesEarly ? 1 + random.nextInt(50) : Integer.MAX_VALUE);
            if (random.nextInt(1000) < settings.cancelPerMille()) {
                long atNanos = scheduler.clock().nanoTime() + random.nextLong(settings.faultNanos());
                scheduler.at(atNanos, () -> client.result()
                        .cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "cancelled by the simulation")));
            }
            scheduler.start("client of " + query.name(), client, client);
            return client;
        }

        private void checkUnderFaults(QueryClient client) {
            SheafException error = client.error();
            String outcome = error != null ? error.code().name() : client.complete() ? "answered" : "closed early";
            outcomes.merge(outcome, 1, Integer::sum);
            boolean mayFail = error != null
                    && (client.query().expectation().allows(error)
                            || error.code() == ErrorCode.LINK_LOST && settings.linkCloses() > 0
                            || error.code() == ErrorCode.QUERY_CANCELLED && settings.cancelPerMille() > 0);
            if (error != null && !mayFail) {
                throw failure(client.query().name() + " failed: " + error, error);
            }
            check(client);
        }

        private void actOfHealing() {
            List<SimulatedQuery> healed = new ArrayList<>(queries);
            while (healed.size() > workload.limits().healedQueriesMax()) {
                healed.remove(random.nextInt(healed.size()));
            }
            for (SimulatedQuery query : healed) {
                int attempt = 0;
                while (!answered(query)) {
                    attempt++;
                    if (attempt == ATTEMPTS_MAX) {
                        throw failure(query.name() + " isn't answered though nothing goes wrong any more", null);
                    }
                }
            }
            checkNothingIsLeft("the act of healing");
        }

        /// Runs a query to its end. A link that broke in the first act may be noticed only now.
        private boolean answered(SimulatedQuery query) {
            QueryClient client = new QueryClient(query, cluster.run(query.plan()), Integer.MAX_VALUE);
            scheduler.start("client of " + query.name(), client, client);
            scheduler.runUntil(client::gone, STEPS_MAX);
            check(client);
            SheafException error = client.error();
            if (error == null || query.expectation().allows(error)) {
                return true;
            }
            if (error.code() != ErrorCode.LINK_LOST) {
                throw failure(query.name() + " failed on a healed network: " + error, error);
            }
            return false;
        }

        private void check(QueryClient client) {
            if (client.complete()) {
                client.query().expectation().fault(client.rows()).ifPresent(fault -> {
                    throw failure(client.query().name() + ": " + fault, null);
                });
            }
            resultHash = 31 * resultHash + client.rows().hashCode();
            long leakedBytes = client.result().handle().leakedBytes();
            if (leakedBytes != 0) {
                throw failure(client.query().name() + " left " + leakedBytes + " bytes", null);
            }
        }

        private void checkNothingIsLeft(String act) {
            if (cluster.usedBytes() != 0) {
                throw failure(cluster.usedBytes() + " bytes are in use after " + act, null);
            }
            if (!cluster.files().isEmpty()) {
                throw failure("temporary files are left after " + act + ": " + cluster.files(), null);
            }
        }

        private SimulationFailure failure(String what, @Nullable Throwable cause) {
            return new SimulationFailure(seed, name, settings, what, cause);
        }
    }
}
