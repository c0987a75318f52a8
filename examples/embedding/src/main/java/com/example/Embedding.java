// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package com.example;

import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.util.Text;

/// Sheaf inside a plain Java program: Arrow batches out, Arrow data in, and the same through JDBC.
public final class Embedding {
    private Embedding() {}

    public static void main(String[] arguments) throws SQLException {
        arrowBatches();
        jdbc();
    }

    private static void arrowBatches() {
        try (Sheaf sheaf = Sheaf.builder().workers(2).threads(1).memory("1GB").open();
                Session session = sheaf.openSession();
                BufferAllocator allocator = new RootAllocator()) {
            registerPrices(session, allocator);
            try (Result result = session.sql(
                    """
                    SELECT n_name, sum(price) AS total, count(*) AS nations
                    FROM tpch.tiny.nation JOIN prices ON n_regionkey = region
                    WHERE price > ?
                    GROUP BY n_name ORDER BY n_name LIMIT 3""",
                    10)) {
                while (result.next()) {
                    System.out.print(result.root().contentToTSVString());
                }
            }
        }
    }

    private static void registerPrices(Session session, BufferAllocator allocator) {
        try (BigIntVector region = new BigIntVector("region", allocator);
                BigIntVector price = new BigIntVector("price", allocator);
                VarCharVector note = new VarCharVector("note", allocator)) {
            for (int row = 0; row < 5; row++) {
                region.setSafe(row, row);
                price.setSafe(row, 10L * row);
                note.setSafe(row, new Text("region " + row));
            }
            VectorSchemaRoot prices = new VectorSchemaRoot(List.of(region, price, note));
            prices.setRowCount(5);
            session.register("prices", prices);
        }
    }

    private static void jdbc() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sheaf:?workers=2&memory=1GB");
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT r_name FROM tpch.tiny.region WHERE r_regionkey >= ? ORDER BY r_name")) {
            statement.setInt(1, 3);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    System.out.println(rows.getString("r_name"));
                }
            }
        }
    }
}
