// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.RecursiveInputNode;
import dev.sheaf.exec.operator.MaterializeSink;
import dev.sheaf.exec.pipeline.SourceFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the steps of recursive queries around a piece of a plan read.
///
/// @param byNumber by the number of the recursive query, its working rows and then its held inputs
record RecursiveInputs(Map<Integer, List<MaterializeSink>> byNumber) {
    static final RecursiveInputs NONE = new RecursiveInputs(Map.of());

    RecursiveInputs {
        byNumber = Map.copyOf(byNumber);
    }

    /// These, and those of one more.
    RecursiveInputs with(int number, MaterializeSink working, List<MaterializeSink> held) {
        List<MaterializeSink> inputs = new ArrayList<>();
        inputs.add(working);
        inputs.addAll(held);
        Map<Integer, List<MaterializeSink>> all = new HashMap<>(byNumber);
        all.put(number, inputs);
        return new RecursiveInputs(all);
    }

    SourceFactory reader(RecursiveInputNode read) {
        List<MaterializeSink> inputs = byNumber.getOrDefault(read.number(), List.of());
        if (read.input() >= inputs.size()) {
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR,
                    "there is no input " + read.input() + " of recursive query " + read.number() + " here");
        }
        return inputs.get(read.input()).reader(read.columns(), read.schema());
    }
}
