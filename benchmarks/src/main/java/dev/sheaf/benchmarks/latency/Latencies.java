// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.latency;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/// How long the runs of one statement took, in microseconds.
///
/// @param cpu what each run took of all threads of the process together
public record Latencies(double median, double percentile99, double max, double cpu) {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /// Something to be measured.
    public interface Work {
        /// @param number differs from run to run
        void run(int number) throws SQLException;
    }

    /// Runs something a number of times unmeasured, then measured.
    public static Latencies measure(Work work, int warmUps, int runs) throws SQLException {
        for (int i = 0; i < warmUps; i++) {
            work.run(i);
        }
        long[] nanos = new long[runs];
        long cpu = PROCESS.getProcessCpuTime();
        for (int i = 0; i < runs; i++) {
            nanos[i] = nanos(work, warmUps + i);
        }
        return of(nanos, PROCESS.getProcessCpuTime() - cpu);
    }

    /// Runs several things in turns, as a mixed load does, a number of rounds unmeasured, then measured.
    ///
    /// @return a figure for each, in their order; `cpu` is that of the mean
    public static List<Latencies> measureInTurns(List<? extends Work> works, int warmUps, int rounds)
            throws SQLException {
        for (int i = 0; i < warmUps; i++) {
            for (Work work : works) {
                work.run(i);
            }
        }
        long[][] nanos = new long[works.size()][rounds];
        long cpu = PROCESS.getProcessCpuTime();
        for (int i = 0; i < rounds; i++) {
            for (int work = 0; work < works.size(); work++) {
                nanos[work][i] = nanos(works.get(work), warmUps + i);
            }
        }
        long cpuPerWork = (PROCESS.getProcessCpuTime() - cpu) / works.size();
        return Arrays.stream(nanos).map(each -> of(each, cpuPerWork)).toList();
    }

    private static long nanos(Work work, int number) throws SQLException {
        long start = System.nanoTime();
        work.run(number);
        return System.nanoTime() - start;
    }

    private static Latencies of(long[] nanos, long cpuNanos) {
        int runs = nanos.length;
        Arrays.sort(nanos);
        return new Latencies(
                nanos[runs / 2] / 1e3,
                nanos[(int) (0.99 * runs)] / 1e3,
                nanos[runs - 1] / 1e3,
                cpuNanos / 1e3 / runs);
    }
}
