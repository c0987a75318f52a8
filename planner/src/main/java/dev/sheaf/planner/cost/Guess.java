// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// A number that is computed when it is first asked for, since that may need a sample of a file. For one thread.
final class Guess {
    private final Source source;
    private final double factor;
    private final double least;
    private final double most;

    private Guess(Source source, double factor, double least, double most) {
        this.source = source;
        this.factor = factor;
        this.least = least;
        this.most = most;
    }

    static Guess of(double value) {
        return new Guess(new Source(null, value), 1, value, value);
    }

    static Guess of(DoubleSupplier supplier) {
        return new Guess(new Source(supplier, 0), 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    double value() {
        return Math.min(most, Math.max(least, factor * source.value()));
    }

    /// This, but no more than a bound.
    Guess atMost(double bound) {
        return bound >= most ? this : new Guess(source, factor, Math.min(least, bound), bound);
    }

    /// A share of this, but no less than 1. However often shares and bounds are taken in turn, they stay one step of
    /// computation.
    Guess share(double share) {
        return new Guess(
                source,
                factor * share,
                Math.max(1, least * share),
                most == Double.POSITIVE_INFINITY ? most : Math.max(1, most * share));
    }

    private static final class Source {
        private @Nullable DoubleSupplier supplier;
        private double value;

        Source(@Nullable DoubleSupplier supplier, double value) {
            this.supplier = supplier;
            this.value = value;
        }

        double value() {
            if (supplier != null) {
                value = supplier.getAsDouble();
                supplier = null;
            }
            return value;
        }
    }
}
