// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The processor time that all threads of this process have had, native ones, too. What Java tells has a resolution of
/// 10 ms on Linux, which is as long as some queries; so the kernel's own account of each thread is summed up there.
public final class ProcessTime {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String ACCOUNT = "schedstat";
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ProcessTime() {}

    public static long nanos() {
        if (!Files.isReadable(TASKS)) {
            return PROCESS.getProcessCpuTime();
        }
        long nanos = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(TASKS)) {
            for (Path thread : threads) {
                nanos += nanos(thread.resolve(ACCOUNT));
            }
        } catch (IOException unreadable) {
            return PROCESS.getProcessCpuTime();
        }
        return nanos;
    }

    /// 0 for a thread that has ended meanwhile.
    private static long nanos(Path account) {
        try {
            String fields = Files.readString(account, StandardCharsets.US_ASCII);
            return Long.parseLong(fields.substring(0, fields.indexOf(' ')));
        } catch (IOException ended) {
            return 0;
        }
    }
}
