// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.testkit.sql.QueryRows;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The 22 TPC-H queries at scale 0.01 over Aeron give the rows that they give inside of one worker, also while 1, 5 and
/// 10 of a hundred datagrams get lost there and back, and within a stated time.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TpchOverAeronTest {
    private static final String SCHEMA = "tpch.tiny";
    private static final double SCALE = 0.01;

    private final List<QueryRows> answers = new ArrayList<>();

    @BeforeAll
    void askOneWorker() throws SQLException {
        answers.addAll(askAll("workers=1&threads=2"));
    }

    /// @param secondsMax for all queries together, on a machine with other things to do
    @ParameterizedTest
    @CsvSource({
        "aeron-ipc, 120", "aeron-udp, 120", "aeron-udp-loss-1, 180", "aeron-udp-loss-5, 240", "aeron-udp-loss-10, 300"
    })
    void givesTheSameRows(String exchange, int secondsMax) {
        List<QueryRows> actual = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(secondsMax), () -> askAll("workers=3&threads=1&exchange=" + exchange));
        for (int query = 1; query <= TpchQueries.COUNT; query++) {
            answers.get(query - 1).assertGivenBy(actual.get(query - 1), "query " + query);
        }
    }

    private static List<QueryRows> askAll(String options) throws SQLException {
        List<QueryRows> all = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sheaf:?memory=512MB&" + options)) {
            connection.setSchema(SCHEMA);
            for (int query = 1; query <= TpchQueries.COUNT; query++) {
                all.add(QueryRows.ask(connection, TpchQueries.sql(query, SCALE)));
            }
        }
        return all;
    }
}
