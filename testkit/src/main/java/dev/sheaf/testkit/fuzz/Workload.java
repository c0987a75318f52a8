// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import java.util.List;

/// Where the tables and queries of a run come from. The seed gives the tables, and together with a query's number the
/// query, so that one query can be run again alone.
public enum Workload {
    /// Queries of all constructs over tables of all types.
    TYPED {
        @Override
        public List<String> tables(long seed) {
            return generated(seed).stream().flatMap(table -> table.statements().stream()).toList();
        }

        @Override
        public String query(long seed, int number) {
            return new QueryGenerator(chance(seed, number), generated(seed)).query();
        }
    },

    /// A query beside its three parts: the rows for which a condition is true, is false, and is null. Logic
    /// partitioning (Rigger and Su, Finding Bugs in Database Systems via Query Partitioning, OOPSLA 2020).
    PARTITIONED {
        @Override
        public List<String> tables(long seed) {
            return TYPED.tables(seed);
        }

        @Override
        public String query(long seed, int number) {
            return pair(seed, number).whole();
        }

        @Override
        public String equivalent(long seed, int number) {
            return pair(seed, number).parts();
        }

        private QueryGenerator.Partitioned pair(long seed, int number) {
            return new QueryGenerator(chance(seed, number), generated(seed)).partitioned();
        }
    },

    /// Queries in the manner of SQLite's sqllogictest corpus: whole numbers, signs upon signs, bare nulls everywhere.
    CORPUS {
        @Override
        public List<String> tables(long seed) {
            return new CorpusTables(new Chance(seed)).statements();
        }

        @Override
        public String query(long seed, int number) {
            return new CorpusGenerator(chance(seed, number)).query();
        }
    };

    /// Returns the statements that make the tables of a seed.
    public abstract List<String> tables(long seed);

    /// Returns a query of a seed.
    public abstract String query(long seed, int number);

    /// Returns a query that must have the same rows: the query itself, unless the workload says otherwise.
    public String equivalent(long seed, int number) {
        return query(seed, number);
    }

    private static Chance chance(long seed, int number) {
        return new Chance(seed * 1_000_003 + number);
    }

    private static List<FuzzTable> generated(long seed) {
        return new TableGenerator(new Chance(seed)).tables();
    }
}
