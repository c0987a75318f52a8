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
    /// Of a group that has run dry, for the next: a query that runs alone runs dry all the time.
    private @Nullable ArrayDeque<Object> spare;
    private boolean closed;
    private int size;
    private int held;

    void add(Object item, Object group) {
        add(item, group, true);
    }

    /// @param wake whether a waiting thread is woken; else the caller takes the item by [#poll], or calls [#wakeHeld]
    void add(Object item, Object group, boolean wake) {
        lock.lock();
        try {
            ArrayDeque<Object> queue = groups.get(group);
            if (queue == null) {
                queue = spare == null ? new ArrayDeque<>() : spare;
                spare = null;
                groups.put(group, queue);
                turns.addLast(group);
            }
            queue.addLast(item);
            size++;
            if (wake) {
                notEmpty.signal();
            } else {
                held++;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Wakes a thread for each item that nobody was woken for.
    void wakeHeld() {
        lock.lock();
        try {
            signalHeld();
        } finally {
            lock.unlock();
        }
    }

    private void signalHeld() {
        for (int i = Math.min(held, size); i > 0; i--) {
            notEmpty.signal();
        }
        held = 0;
    }

    /// Waits for the next item; null when closed and nothing is ready any more.
    @Nullable Object take() {
        lock.lock();
        try {
            while (turns.isEmpty() && !closed) {
                notEmpty.awaitUninterruptibly();
            }
            return turns.isEmpty() ? null : remove(turns.removeFirst());
        } finally {
            lock.unlock();
        }
    }

    /// The next item if one is ready.
    @Nullable Object poll() {
        lock.lock();
        try {
            held = Math.max(0, held - 1);
            return turns.isEmpty() ? null : remove(turns.removeFirst());
        } finally {
            lock.unlock();
        }
    }

    /// The next item of a group if one is ready; threads are woken for what else is ready.
    @Nullable Object poll(Object group) {
        lock.lock();
        try {
            if (!turns.remove(group)) {
                return null;
            }
            Object item = remove(group);
            held = Math.max(0, held - 1);
            signalHeld();
            return item;
        } finally {
            lock.unlock();
        }
    }

    /// The next item of a group whose turn has been taken.
    private Object remove(Object group) {
        ArrayDeque<Object> queue = groups.get(group);
        if (queue == null) {
            throw new IllegalStateException("a group without a queue has a turn");
        }
        Object item = queue.removeFirst();
        if (queue.isEmpty()) {
            groups.remove(group);
            spare = queue;
        } else {
            turns.addLast(group);
        }
        size--;
        return item;
    }

    /// Drops what is ready.
    void clear() {
        lock.lock();
        try {
            groups.clear();
            turns.clear();
            size = 0;
            held = 0;
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
