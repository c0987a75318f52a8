// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The ends of channels that have something to send over one link. Consumers' ends go first, since what they say frees
/// producers and memory; producers' ends take turns, a frame each. Safe for use by many threads.
final class SendQueue {
    private final ArrayDeque<FrameSource> consumers = new ArrayDeque<>();
    private final ArrayDeque<FrameSource> producers = new ArrayDeque<>();

    synchronized void addLast(FrameSource source) {
        queue(source).addLast(source);
    }

    /// Puts one back that could not send.
    synchronized void addFirst(FrameSource source) {
        queue(source).addFirst(source);
    }

    synchronized @Nullable FrameSource poll() {
        FrameSource source = consumers.pollFirst();
        return source == null ? producers.pollFirst() : source;
    }

    /// Forgets those that have nothing to send any more, and tells whether any other is there.
    synchronized boolean anyHasFrame() {
        consumers.removeIf(source -> !source.hasFrame());
        producers.removeIf(source -> !source.hasFrame());
        return !isEmpty();
    }

    synchronized boolean isEmpty() {
        return consumers.isEmpty() && producers.isEmpty();
    }

    private ArrayDeque<FrameSource> queue(FrameSource source) {
        return source instanceof IncomingChannel ? consumers : producers;
    }
}
