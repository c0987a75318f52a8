// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/// Checks a bound query and makes Calcite's relational tree of it, subqueries still inside its expressions.
public final class Validation {
    private Validation() {}

    /// A query that is known to mean something.
    ///
    /// @param parameterTypes the types of its `?`
    public record Validated(RelRoot root, List<DataType> parameterTypes) {}

    /// @param query what [RelationBinder] gave
    /// @param parameterTypes the types of the values that parameters will have, as far as known
    public static Validated validate(SqlNode query, BoundTables tables, List<DataType> parameterTypes) {
        CancellationScope.check();
        SheafTypeFactory factory = new SheafTypeFactory();
        BoundCatalogReader reader = new BoundCatalogReader(factory, tables);
        SheafValidator validator = new SheafValidator(reader, factory, parameterTypes);
        RelOptCluster cluster =
                RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), new SheafRexBuilder(factory));
        cluster.setMetadataQuerySupplier(UnknownMetadata::new);
        SqlToRelConverter converter = new SqlToRelConverter(
                (rowType, sql, schemaPath, viewPath) -> {
                    throw new UnsupportedOperationException("views are expanded by RelationBinder");
                },
                validator,
                reader,
                cluster,
                StandardConvertletTable.INSTANCE,
                SqlToRelConverter.config()
                        .withExpand(false)
                        .withTrimUnusedFields(false)
                        .withCreateValuesRel(true)
                        .withAddJsonTypeOperatorEnabled(false)
                        .withInSubQueryThreshold(Integer.MAX_VALUE)
                        .withRelBuilderConfigTransform(config -> config.withSimplify(false)
                                .withSimplifyLimit(false)
                                .withSimplifyValues(false)
                                .withPruneInputOfAggregate(false)
                                .withAggregateUnique(true)
                                .withBloat(-1)
                                .withDedupAggregateCalls(true)));
        return translating(() -> {
            CancellationScope.check();
            SqlNode validated = validator.validate(query);
            CancellationScope.check();
            RelRoot root = converter.convertQuery(validated, false, true);
            List<DataType> types = new ArrayList<>();
            for (RelDataTypeField field : validator.getParameterRowType(validated).getFieldList()) {
                types.add(TypeMapping.toDataType(field.getType()));
            }
            return new Validated(root, types);
        });
    }

    /// A query's columns. Changes the query.
    public static Schema columns(SqlNode query, BoundTables tables, List<DataType> parameterTypes) {
        SheafTypeFactory factory = new SheafTypeFactory();
        SheafValidator validator =
                new SheafValidator(new BoundCatalogReader(factory, tables), factory, parameterTypes);
        return translating(() -> {
            List<Field> fields = new ArrayList<>();
            validator
                    .getValidatedNodeType(validator.validate(query))
                    .getFieldList()
                    .forEach(field -> fields.add(new Field(
                            field.getName(),
                            TypeMapping.toDataType(field.getType()),
                            field.getType().isNullable())));
            return new Schema(fields);
        });
    }

    private static <T> T translating(Supplier<T> step) {
        try {
            return step.get();
        } catch (SheafException known) {
            throw known;
        } catch (CalciteContextException failure) {
            throw ValidationErrors.translate(failure);
        } catch (CalciteException | UnsupportedOperationException failure) {
            throw ValidationErrors.translate(failure);
        } catch (RuntimeException | AssertionError failure) {
            throw ValidationErrors.unwrap(failure);
        } catch (StackOverflowError failure) {
            throw SheafException.wrap(failure);
        }
    }
}
