// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.latency;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.Arrays;

/// How long the runs of one statement took, in microseconds.
///
/// @param cpu what each run took of all threads of the process together
public record Latencies(double median, double percentile99, double cpu) {
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
            long start = System.nanoTime();
            work.run(warmUps + i);
            nanos[i] = System.nanoTime() - start;
        }
        cpu = PROCESS.getProcessCpuTime() - cpu;
        Arrays.sort(nanos);
        return new Latencies(nanos[runs / 2] / 1e3, nanos[(int) (0.99 * runs)] / 1e3, cpu / 1e3 / runs);
    }
}
