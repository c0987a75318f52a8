// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

/// How long silence is borne.
///
/// @param beatNanos how often a node gives a sign of life
/// @param suspectedNanos after how long a silent node gets no new work
/// @param lostNanos after how long it is lost
public record Liveness(long beatNanos, long suspectedNanos, long lostNanos) {
    /// A second, three and fifteen: longer than a collection of garbage, shorter than patience.
    public static final Liveness DEFAULT = new Liveness(1_000_000_000L, 3_000_000_000L, 15_000_000_000L);

    public Liveness {
        if (beatNanos <= 0 || suspectedNanos < 2 * beatNanos || lostNanos <= suspectedNanos) {
            throw new IllegalArgumentException("times of membership that contradict each other");
        }
    }
}
