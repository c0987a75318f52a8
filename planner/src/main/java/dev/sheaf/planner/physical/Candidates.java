// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.planner.cost.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The ways to compute a node that are worth keeping: the cheapest per distribution.
///
/// @param estimate what all of them give
record Candidates(Estimate estimate, List<Candidate> all) {
    private static final int KEPT_MAX = 4;

    Candidates {
        all = prune(all);
    }

    Candidate cheapest() {
        return all.getFirst();
    }

    /// Drops a candidate when another of the same distribution, or in one task, is no dearer.
    private static List<Candidate> prune(List<Candidate> candidates) {
        List<Candidate> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.comparingDouble(Candidate::cost));
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : sorted) {
            if (!isBeaten(candidate, kept)) {
                kept.add(candidate);
                if (kept.size() == KEPT_MAX) {
                    break;
                }
            }
        }
        if (kept.isEmpty()) {
            throw new IllegalStateException("no plan");
        }
        return kept;
    }

    private static boolean isBeaten(Candidate candidate, List<Candidate> cheaper) {
        for (Candidate better : cheaper) {
            if (better.distribution().equals(candidate.distribution())
                    || (candidate.distribution() instanceof Distribution.Arbitrary && better.distributed())) {
                return true;
            }
        }
        return false;
    }
}
