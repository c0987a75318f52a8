// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.schedule.Activity;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassPreloadingTest {
    @Test
    void listNamesClassesThatAreThereButForAFew() {
        List<String> names = ClassPreloading.names();

        assertTrue(names.size() > 1_000, () -> names.size() + " names");
        assertEquals(names.size(), new HashSet<>(names).size());
        List<String> missing = names.stream().filter(name -> !isThere(name)).toList();
        // Classes come and go between two recordings.
        assertTrue(missing.size() < names.size() / 50, () -> "record the list anew, there are no: " + missing);
    }

    @Test
    void stepsEndWithTheList() {
        ClassPreloading preloading = new ClassPreloading();
        int steps = 1;
        while (preloading.step(() -> {}) == Activity.Outcome.AGAIN) {
            steps++;
        }

        assertEquals((ClassPreloading.names().size() + 15) / 16, steps);
    }

    @Test
    void stopsWhenToldTo() {
        ClassPreloading preloading = new ClassPreloading();
        assertEquals(Activity.Outcome.AGAIN, preloading.step(() -> {}));

        preloading.stop();

        assertEquals(Activity.Outcome.DONE, preloading.step(() -> {}));
    }

    @Test
    void beginsOnceInAProcess() {
        ClassPreloading.first();

        assertFalse(ClassPreloading.first());
    }

    private static boolean isThere(String name) {
        try {
            return !Class.forName(name, false, ClassPreloadingTest.class.getClassLoader())
                    .getName()
                    .isEmpty();
        } catch (ClassNotFoundException _) {
            return false;
        }
    }
}
