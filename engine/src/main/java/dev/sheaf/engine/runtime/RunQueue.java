// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What is ready to run: a queue per group, and the groups in turn.
final class RunQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Map<Object, ArrayDeque<Object>> groups = new HashMap<>();
    private final ArrayDeque<Object> turns = new ArrayDeque<>();
    private boolean closed;

    void add(Object item, Object group) {
        lock.lock();
        try {
            ArrayDeque<Object> queue = groups.get(group);
            if (queue == null) {
                queue = new ArrayDeque<>();
                groups.put(group, queue);
                turns.addLast(group);
            }
            queue.addLast(item);
            notEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next item; null when closed and nothing is ready any more.
    @Nullable Object take() {
        lock.lock();
        try {
            while (turns.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            if (turns.isEmpty()) {
                return null;
            }
            Object group = turns.removeFirst();
            ArrayDeque<Object> queue = groups.get(group);
            if (queue == null) {
                throw new IllegalStateException("a group without a queue has a turn");
            }
            Object item = queue.removeFirst();
            if (queue.isEmpty()) {
                groups.remove(group);
            } else {
                turns.addLast(group);
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /// Drops what is ready.
    void clear() {
        lock.lock();
        try {
            groups.clear();
            turns.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Lets [#take] end when nothing is ready.
    void close() {
        lock.lock();
        try {
            closed = true;
            notEmpty.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
