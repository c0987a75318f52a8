// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Waker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Loads the classes that a first query needs while the caller still opens the engine and parses. Reading and defining
/// some 2,500 classes is half of what the first statement of a JVM costs, and workers have nothing to do until it is
/// planned.
///
/// Classes are loaded and never initialised: threads that initialise classes which need each other, in different
/// orders, can wait for each other for ever, while loading is done by any number of threads at once. The list is in the
/// order in which a first query needs its classes. It is a hint: what is missing isn't loaded, what isn't there is
/// skipped. `benchmarks/bench startup --record` writes it anew.
public final class ClassPreloading implements Activity {
    /// Where the list is, one name of a class per line.
    static final String LIST = "start-up-classes.txt";

    private static final int CLASSES_PER_STEP = 16;

    /// A process does it once: its other engines find the classes there.
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private final ClassLoader loader = ClassPreloading.class.getClassLoader();
    private List<String> names = List.of();
    private int next = -1;
    private volatile boolean stopped;

    /// Whether nobody in this process has begun yet; then the caller is the one to.
    public static boolean first() {
        return BEGUN.compareAndSet(false, true);
    }

    /// Leaves the rest as it is.
    public void stop() {
        stopped = true;
    }

    @Override
    public Outcome step(Waker waker) {
        if (next < 0) {
            names = names();
            next = 0;
        }
        int end = Math.min(names.size(), next + CLASSES_PER_STEP);
        while (next < end && !stopped) {
            load(names.get(next++));
        }
        return next < names.size() && !stopped ? Outcome.AGAIN : Outcome.DONE;
    }

    private void load(String name) {
        try {
            loader.loadClass(name);
        } catch (ClassNotFoundException | LinkageError _) {
            // Another version of a library may have none of that name: whoever needs a class says that it is missing.
        }
    }

    /// The names of the list.
    static List<String> names() {
        try (InputStream bytes = ClassPreloading.class.getResourceAsStream(LIST)) {
            if (bytes == null) {
                return List.of();
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
