// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.Pipeline;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceOperator;
import org.jspecify.annotations.Nullable;

/// One thread's copy of a pipeline. It pulls chunks from the source and pushes them through the operators to the sink,
/// one at a time and without recursion, so that it can stop at any level (an operator that waits for its build side, a
/// sink without credit) and go on there in the next step.
///
/// Levels: 0 is the source, level `k` the operator `k - 1`, the sink comes after the last. `level` is the deepest level
/// that may still give chunks for what it was handed; `base` the first that is still pulled from, which moves down once
/// the source has ended or an operator needs no more.
final class Driver implements Activity {
    private static final long QUANTUM_NANOS = 4_000_000;

    private final PipelineExecution execution;
    private final DriverContext context;
    private final CancellationToken cancellation;
    private final CancellationScope scope;
    private final StepTimer timer;
    private final OperatorMetrics[] metrics;
    private final boolean[] countsOutput;
    private final Operator[] operators;
    private @Nullable SourceOperator source;
    private @Nullable SinkOperator sink;
    private @Nullable Chunk inFlight;
    private int level;
    private int base;
    private boolean draining;

    Driver(PipelineExecution execution, DriverContext context, int movesMax, OperatorMetrics[] metrics) {
        this.execution = execution;
        this.context = context;
        this.cancellation = context.cancellation();
        this.scope = new CancellationScope(cancellation);
        this.timer = new StepTimer(context.clock(), QUANTUM_NANOS, movesMax);
        this.metrics = metrics;
        this.operators = new Operator[metrics.length - 2];
        this.countsOutput = new boolean[metrics.length];
        Pipeline pipeline = execution.pipeline();
        int node = pipeline.source().node();
        for (int i = 0; i < operators.length; i++) {
            int next = pipeline.operators().get(i).node();
            // A node of several parts in a row gives what its last part gives.
            countsOutput[i] = node != next;
            node = next;
        }
        countsOutput[operators.length] = true;
    }

    @Override
    public Outcome step(Waker waker) {
        Outcome outcome;
        try {
            outcome = scope.call(() -> work(waker));
        } catch (Throwable failure) {
            // An Error as well: a driver that went without a word would leave the query waiting for ever.
            execution.fail(failure);
            outcome = Outcome.DONE;
        }
        if (outcome == Outcome.DONE) {
            close();
            execution.driverEnded();
        }
        return outcome;
    }

    private Outcome work(Waker waker) {
        cancellation.check();
        timer.beginStep();
        if (source == null) {
            open(waker);
        }
        Outcome outcome = run(waker);
        countBytes();
        return outcome;
    }

    private void open(Waker waker) {
        cancellation.addWaiter(waker);
        execution.addStopWaiter(waker);
        Pipeline pipeline = execution.pipeline();
        SourceOperator opened = pipeline.source().factory().create(context);
        source = opened;
        for (int i = 0; i < operators.length; i++) {
            operators[i] = pipeline.operators().get(i).factory().create(context);
        }
        sink = pipeline.sink().factory().create(context);
    }

    private Outcome run(Waker waker) {
        SourceOperator from = source;
        SinkOperator to = sink;
        if (from == null || to == null) {
            throw new IllegalStateException("the driver is closed");
        }
        while (true) {
            cancellation.check();
            obeyStop(waker);
            if (draining) {
                return finish(to, waker);
            }
            if (inFlight == null ? pull(from, waker) : push(to, inFlight, waker)) {
                return Outcome.BLOCKED;
            }
            if (timer.expired()) {
                return Outcome.AGAIN;
            }
        }
    }

    /// Gives up the levels that somebody has found needless.
    private void obeyStop(Waker waker) {
        int stop = execution.stopLevel();
        if (stop <= base) {
            return;
        }
        execution.addStopWaiter(waker);
        boolean busyBelow = level >= stop;
        base = stop;
        if (!busyBelow) {
            inFlight = null;
            endLevel();
        }
    }

    /// Asks the deepest busy level for a chunk.
    ///
    /// @return whether the driver is blocked
    private boolean pull(SourceOperator from, Waker waker) {
        if (level > 0) {
            Chunk chunk = operators[level - 1].next();
            timer.charge(metrics[level]);
            if (chunk != null) {
                give(chunk);
            } else if (level > base) {
                level--;
            } else {
                endLevel();
            }
            return false;
        }
        if (stopIfFinished()) {
            return false;
        }
        timer.beginChunk();
        SourceOperator.Result result = from.next(waker);
        timer.charge(metrics[0]);
        switch (result) {
            case ROWS -> give(from.chunk());
            case FINISHED -> endLevel();
            case BLOCKED -> {
                return true;
            }
        }
        return false;
    }

    private void give(Chunk chunk) {
        int rows = chunk.activeCount();
        if (rows > 0) {
            inFlight = chunk;
            if (countsOutput[level]) {
                metrics[level].addOutput(rows);
            }
        }
    }

    /// Hands the chunk in flight to the next level.
    ///
    /// @return whether the driver is blocked
    private boolean push(SinkOperator to, Chunk chunk, Waker waker) {
        OperatorMetrics receiver = metrics[level + 1];
        if (level < operators.length) {
            if (operators[level].blocked(waker)) {
                return true;
            }
            operators[level].addInput(chunk);
            timer.charge(receiver);
            inFlight = null;
            level++;
            return false;
        }
        SinkOperator.Result result = to.take(chunk, waker);
        timer.charge(receiver);
        switch (result) {
            case BLOCKED -> {
                return true;
            }
            case TAKEN -> {
                stopIfFinished();
            }
            case FINISHED -> execution.stopGroup();
        }
        inFlight = null;
        return false;
    }

    /// Looks for an operator that needs no more input, the last one first.
    private boolean stopIfFinished() {
        for (int i = operators.length; i > base; i--) {
            if (operators[i - 1].finished()) {
                execution.stopAt(i);
                return true;
            }
        }
        return false;
    }

    /// The base level has given all it will: tells the levels below, until one has something left.
    private void endLevel() {
        while (base < operators.length) {
            boolean more = operators[base].endInput();
            base++;
            level = base;
            if (more) {
                return;
            }
        }
        draining = true;
    }

    private Outcome finish(SinkOperator to, Waker waker) {
        SinkOperator.Result result = to.finish(waker);
        timer.charge(metrics[operators.length + 1]);
        return result == SinkOperator.Result.BLOCKED ? Outcome.BLOCKED : Outcome.DONE;
    }

    private void countBytes() {
        if (source != null && sink != null) {
            metrics[0].setBytes(source.bytes());
            metrics[operators.length + 1].setBytes(sink.bytes());
        }
    }

    private void close() {
        inFlight = null;
        execution.close(source);
        for (Operator operator : operators) {
            execution.close(operator);
        }
        execution.close(sink);
    }
}
