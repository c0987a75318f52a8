// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.PlanPrinter;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.engine.catalog.EngineSnapshot;
import dev.sheaf.engine.catalog.PinnedCatalog;
import dev.sheaf.engine.query.BlockingResult;
import dev.sheaf.engine.query.QueryResult;
import dev.sheaf.engine.runtime.CallerRuns;
import dev.sheaf.engine.runtime.DeepStack;
import dev.sheaf.planner.ParameterLookup;
import dev.sheaf.planner.PlannedStatement;
import dev.sheaf.planner.PlannerSession;
import dev.sheaf.planner.QueryPlan;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// One client's conversation with an engine: its settings, and statements. Safe for use by many threads, each with its
/// own statement.
public final class EngineSession {
    private final EngineServices services;
    private final Principal principal;
    private final SessionSettings settings = new SessionSettings();
    private final CatalogStatements catalogStatements;
    private final WriteStatements writeStatements;
    private final AnswerRows answers;
    private volatile boolean readOnly;

    public EngineSession(EngineServices services, Principal principal) {
        this.services = services;
        this.principal = principal;
        this.catalogStatements = new CatalogStatements(
                services.catalog(), services.tables().connector(), services.tableNumbers()::incrementAndGet);
        this.writeStatements = new WriteStatements(
                services.catalog(),
                services.tables(),
                services.connectors(),
                services.tableNumbers()::incrementAndGet);
        this.answers = new AnswerRows(services.memory());
    }

    public SessionSettings settings() {
        return settings;
    }

    /// The newest version of all names, for metadata.
    public CatalogSnapshot catalog() {
        return services.catalog().snapshot();
    }

    /// Is charged for rows that the session itself makes.
    public MemoryContext memory() {
        return services.memory();
    }

    /// Whether statements that change something are refused with READ_ONLY.
    public void setReadOnly(boolean refuseWrites) {
        readOnly = refuseWrites;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public ZoneId timeZone() {
        return ZoneId.of(settings.timeZone());
    }

    /// Plans a statement without running it: for its parameters and columns. Running it plans again, from the cache
    /// mostly, so that it sees the catalog as it is then. The session's timeout holds for planning, too.
    ///
    /// @throws SheafException what is wrong with it, or why it was cancelled
    public PlannedStatement plan(String sql, StatementControl control) {
        Runnable ended = services.statements().begin(control);
        Scheduler.Timer timer = startTimeout(control, settings.statementTimeoutNanos());
        try (PinnedCatalog pinned = services.catalog().pin()) {
            boolean isLong = isLong(sql);
            Optional<PlannedStatement> known =
                    isLong ? planned(sql, pinned.snapshot(), ParameterLookup.UNKNOWN) : Optional.empty();
            if (known.isPresent()) {
                return known.get();
            }
            Supplier<PlannedStatement> work = () -> control.call(() -> {
                control.check();
                PlannedStatement planned = plan(sql, pinned.snapshot(), ParameterLookup.UNKNOWN);
                control.check();
                return planned;
            });
            return isLong ? DeepStack.call(work, control::cancel) : work.get();
        } catch (RuntimeException | Error failure) {
            throw SheafException.wrap(failure);
        } finally {
            timer.cancel();
            ended.run();
        }
    }

    /// Whether a text may nest too deeply for the stack of a client's thread.
    private static boolean isLong(String sql) {
        return StatementLength.isLong(sql) && !DeepStack.isHere();
    }

    private PlannedStatement plan(String sql, CatalogSnapshot catalog, ParameterLookup parameters) {
        return services.planner().plan(sql, plannerSession(parameters), catalog, settings.planCache());
    }

    /// What a long statement was planned as before: taking that needs no deep stack.
    private Optional<PlannedStatement> planned(String sql, CatalogSnapshot catalog, ParameterLookup parameters) {
        return settings.planCache()
                ? services.planner().planned(sql, plannerSession(parameters), catalog)
                : Optional.empty();
    }

    private PlannerSession plannerSession(ParameterLookup parameters) {
        return new PlannerSession(
                principal, settings.schema(), timeZone(), services.clock().epochMicros(), List.of(), parameters);
    }

    /// Makes a table of Arrow data, in the place of one of that name; the data is copied.
    ///
    /// @param batches all of one schema, at least one
    /// @return how many rows there were
    public long register(String name, Iterable<VectorSchemaRoot> batches) {
        catalogStatements.checkWritable(settings.schema());
        return new TableLoader(services).load(settings.schema(), name, batches);
    }

    /// Runs one statement.
    ///
    /// @param parameters a value per `?`; their classes are those of JDBC and `java.time`
    /// @param timeoutNanos of this statement; [Long#MAX_VALUE] for the session's
    /// @throws SheafException why it failed
    public StatementResult execute(
            String sql, List<? extends @Nullable Object> parameters, StatementControl control, long timeoutNanos) {
        Runnable ended = services.statements().begin(control);
        long timeout = Math.min(timeoutNanos, settings.statementTimeoutNanos());
        Scheduler.Timer timer = startTimeout(control, timeout);
        PinnedCatalog pinned = services.catalog().pin();
        Runnable release = () -> {
            timer.cancel();
            pinned.close();
            ended.run();
        };
        boolean handedOver = false;
        try {
            ParameterLookup values =
                    (index, type) -> Optional.of(ParameterValues.literal(parameters, index, type));
            boolean isLong = isLong(sql);
            Optional<PlannedStatement> known =
                    isLong ? planned(sql, pinned.snapshot(), values) : Optional.empty();
            Supplier<StatementResult> work = () -> control.call(() -> {
                control.check();
                PlannedStatement statement = known.orElseGet(() -> plan(sql, pinned.snapshot(), values));
                return checkAndRun(statement, pinned.snapshot(), parameters, control, timeout);
            });
            StatementResult result =
                    isLong && known.isEmpty() ? DeepStack.call(work, control::cancel) : work.get();
            if (result instanceof StatementResult.Rows rows) {
                OpenRows open = new OpenRows(rows.rows(), release);
                handedOver = true;
                control.attach(open);
                return new StatementResult.Rows(open);
            }
            return result;
        } catch (RuntimeException | Error failure) {
            // Errors too, such as a stack or a heap that planning has used up: the engine goes on.
            throw SheafException.wrap(failure);
        } finally {
            if (!handedOver) {
                release.run();
            }
        }
    }

    /// Ends the statement in time wherever it is: while it is planned no task knows of it yet.
    private Scheduler.Timer startTimeout(StatementControl control, long timeoutNanos) {
        if (timeoutNanos == Long.MAX_VALUE) {
            return () -> {};
        }
        SheafException tooLong = new SheafException(
                ErrorCode.STATEMENT_TIMEOUT,
                "the statement took longer than " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms");
        return services.timers().at(services.clock().nanoTime() + timeoutNanos, () -> control.cancel(tooLong));
    }

    private StatementResult checkAndRun(
            PlannedStatement statement,
            EngineSnapshot catalog,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        control.check();
        if (readOnly && statement.writes()) {
            throw new SheafException(ErrorCode.READ_ONLY, "the connection is read-only");
        }
        return run(statement, catalog, parameters, control, timeoutNanos);
    }

    private StatementResult run(
            PlannedStatement statement,
            EngineSnapshot catalog,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        return switch (statement) {
            case PlannedStatement.Query query -> new StatementResult.Rows(
                    rows(nextQuery(), query.query().plan(), parameters, control, timeoutNanos));
            case PlannedStatement.CreateTable create -> createTable(create, parameters, control, timeoutNanos);
            case PlannedStatement.Insert insert -> kept(
                    insert.position(), () -> insert(insert, catalog, parameters, control, timeoutNanos));
            case PlannedStatement.Rewrite rewrite -> kept(
                    rewrite.position(), () -> rewrite(rewrite, catalog, parameters, control, timeoutNanos));
            case PlannedStatement.CreateIndex create -> kept(
                    create.position(),
                    () -> done(() -> createIndex(create, catalog, control, timeoutNanos)));
            case PlannedStatement.CopyTo copy -> copyTo(copy, parameters, control, timeoutNanos);
            case PlannedStatement.Explain explain -> explain(explain, parameters, control, timeoutNanos);
            case PlannedStatement.CreateView create -> done(() -> catalogStatements.createView(create));
            case PlannedStatement.CreateSchema create -> done(() -> catalogStatements.createSchema(create));
            case PlannedStatement.Drop drop -> done(() -> catalogStatements.drop(drop));
            case PlannedStatement.Truncate truncate -> done(() -> catalogStatements.truncate(truncate));
            case PlannedStatement.Set set -> done(() -> set(set));
            case PlannedStatement.ResetAll _ -> done(settings::resetAll);
            case PlannedStatement.ShowSetting show -> new StatementResult.Rows(
                    show.name().equals("memory")
                            ? answers.memory(services.processMemory().get())
                            : answers.option(show.name(), settings));
            case PlannedStatement.ShowSettings _ -> new StatementResult.Rows(answers.options(settings));
            case PlannedStatement.ShowTables show -> new StatementResult.Rows(
                    answers.tables(show.schema(), services.catalog().snapshot()));
            case PlannedStatement.ShowSchemas _ -> new StatementResult.Rows(
                    answers.schemas(services.catalog().snapshot()));
            case PlannedStatement.Describe describe -> new StatementResult.Rows(answers.columns(describe.columns()));
        };
    }

    /// Runs a statement that must keep what a table promises; when it doesn't, the error points at the table.
    private static StatementResult kept(SourcePosition position, Supplier<StatementResult> statement) {
        try {
            return statement.get();
        } catch (SheafException failure) {
            boolean promise = failure.code() == ErrorCode.UNIQUE_VIOLATION
                    || failure.code() == ErrorCode.NULL_NOT_ALLOWED;
            throw promise ? failure.at(position) : failure;
        }
    }

    private static StatementResult done(Runnable change) {
        change.run();
        return new StatementResult.Done();
    }

    private long nextQuery() {
        return services.queryNumbers().incrementAndGet();
    }

    private RowStream rows(
            long query,
            DistributedPlan plan,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        QueryRows rows = new QueryRows(plan.schema(), start(query, plan, parameters, timeoutNanos));
        control.attach(rows);
        return rows;
    }

    private BlockingResult start(
            long query, DistributedPlan plan, List<? extends @Nullable Object> parameters, long timeoutNanos) {
        List<Literal> values = ParameterValues.literals(parameters, plan.parameters());
        long seed = settings.randomSeed();
        StatementContext statement = new StatementContext(
                query,
                principal,
                settings.timeZone(),
                services.clock().epochMicros(),
                seed != 0 ? seed : services.random().nextLong());
        if (DeepStack.isHere() || !runsByCaller(plan)) {
            QueryResult result = services.runner().run(plan, values, statement, timeoutNanos);
            return new BlockingResult(result, services.clock(), null);
        }
        CallerRuns.Turns turns = services.callerRuns().turns(query);
        QueryResult[] result = new QueryResult[1];
        turns.run(() -> result[0] = services.runner().run(plan, values, statement, timeoutNanos), () -> false);
        return new BlockingResult(result[0], services.clock(), turns);
    }

    /// Whether a plan touches memory only: waiting for files is what the workers' threads are for.
    private boolean runsByCaller(DistributedPlan plan) {
        return plan.fragments().stream().allMatch(fragment -> inMemory(fragment.root()));
    }

    private boolean inMemory(PlanNode node) {
        return switch (node) {
            case ScanNode scan -> scan.table().connector().equals(services.tables().connector());
            case TableWriteNode write -> write.target().connector().equals(services.tables().connector())
                    && inMemory(write.input());
            default -> {
                for (PlanNode input : node.children()) {
                    if (!inMemory(input)) {
                        yield false;
                    }
                }
                yield true;
            }
        };
    }

    private StatementResult createTable(
            PlannedStatement.CreateTable create,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        if (!catalogStatements.begin(create)) {
            return new StatementResult.Done();
        }
        if (create.source().isEmpty()) {
            catalogStatements.createTable(create);
            return new StatementResult.Done();
        }
        WriteTarget target = services.tables().target(create.name(), create.columns());
        DistributedPlan plan = create.source().get().writeTo(target, false);
        long query = nextQuery();
        return new StatementResult.Count(writeStatements.createTableAs(
                create, target, query, () -> rows(query, plan, parameters, control, timeoutNanos)));
    }

    private StatementResult insert(
            PlannedStatement.Insert insert,
            EngineSnapshot catalog,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        TableDefinition table = ownTable(catalog, insert.schema(), insert.name());
        WriteTarget target = services.tables().target(insert.name(), table.schema());
        DistributedPlan plan = insert.source().writeTo(target, false);
        long query = nextQuery();
        WriteStatements.Run run = () -> rows(query, plan, parameters, control, timeoutNanos);
        return new StatementResult.Count(
                table.constraints().unique().isEmpty()
                        ? writeStatements.insert(insert, table.id(), target, query, run)
                        : writeStatements.insertChecked(
                                insert.schema(),
                                table,
                                target,
                                query,
                                next -> checkUnique(insert.schema(), next, catalog, control, timeoutNanos),
                                run));
    }

    private StatementResult rewrite(
            PlannedStatement.Rewrite rewrite,
            EngineSnapshot catalog,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        TableDefinition table = ownTable(catalog, rewrite.schema(), rewrite.name());
        long changed;
        try (RowStream rows = rows(nextQuery(), rewrite.changed().plan(), parameters, control, timeoutNanos)) {
            changed = CountReader.read(rows);
        }
        if (changed > 0) {
            WriteTarget target = services.tables().target(rewrite.name(), table.schema());
            DistributedPlan plan = rewrite.rows().writeTo(target, false);
            long query = nextQuery();
            writeStatements.replace(
                    rewrite.schema(),
                    table,
                    target,
                    query,
                    next -> checkUnique(rewrite.schema(), next, catalog, control, timeoutNanos),
                    () -> rows(query, plan, parameters, control, timeoutNanos));
        }
        return new StatementResult.Count(changed);
    }

    private void createIndex(
            PlannedStatement.CreateIndex create,
            EngineSnapshot catalog,
            StatementControl control,
            long timeoutNanos) {
        TableDefinition table = ownTable(catalog, create.schema(), create.table());
        TableDefinition indexed = catalogStatements.withIndex(create, table);
        if (indexed != null) {
            checkUnique(create.schema(), indexed, catalog, control, timeoutNanos);
            services.catalog().versions().append(new CatalogChange.ChangeTable(create.schema(), table, indexed));
        }
    }

    private void checkUnique(
            String schema,
            TableDefinition table,
            EngineSnapshot catalog,
            StatementControl control,
            long timeoutNanos) {
        EngineSnapshot next = catalog.with(schema, table);
        PlannerSession context = new PlannerSession(
                principal, settings.schema(), timeZone(), services.clock().epochMicros(), List.of());
        UniqueKeys.check(schema, table, sql -> {
            PlannedStatement statement = services.planner().plan(sql, context, next, false);
            DistributedPlan plan = ((PlannedStatement.Query) statement).query().plan();
            return rows(nextQuery(), plan, List.of(), control, timeoutNanos);
        });
    }

    /// A table that can be written, in the version that the statement is bound to.
    private TableDefinition ownTable(EngineSnapshot catalog, String schema, String name) {
        catalogStatements.checkWritable(schema);
        return catalog.table(schema, name).orElseThrow(() -> new SheafException(
                ErrorCode.WRONG_OBJECT_TYPE, "\"" + name + "\" is no table that can be written"));
    }

    private StatementResult copyTo(
            PlannedStatement.CopyTo copy,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        WriteTarget target =
                services.files().target(copy.path(), copy.options(), copy.source().schema());
        DistributedPlan plan = copy.source().writeTo(target, true);
        long query = nextQuery();
        return new StatementResult.Count(writeStatements.copyTo(
                target, query, () -> rows(query, plan, parameters, control, timeoutNanos)));
    }

    private StatementResult explain(
            PlannedStatement.Explain explain,
            List<? extends @Nullable Object> parameters,
            StatementControl control,
            long timeoutNanos) {
        QueryPlan query =
                switch (explain.statement()) {
                    case PlannedStatement.Query plain -> plain.query();
                    case PlannedStatement.CreateTable create when create.source().isPresent() -> create.source().get();
                    case PlannedStatement.Insert insert -> insert.source();
                    case PlannedStatement.CopyTo copy -> copy.source();
                    default -> throw new SheafException(
                            ErrorCode.NOT_SUPPORTED, "EXPLAIN of a statement without a plan");
                };
        DistributedPlan plan = services.runner().placed(query.plan());
        if (!explain.analyze()) {
            return new StatementResult.Rows(answers.plan(PlanPrinter.print(plan)));
        }
        if (!(explain.statement() instanceof PlannedStatement.Query)) {
            throw new SheafException(ErrorCode.NOT_SUPPORTED, "EXPLAIN ANALYZE of a statement that writes");
        }
        BlockingResult result = start(nextQuery(), plan, parameters, timeoutNanos);
        try (QueryRows rows = new QueryRows(plan.schema(), result)) {
            control.attach(rows);
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                batch.release();
            }
        }
        return new StatementResult.Rows(answers.plan(
                AnalyzedPlanText.of(plan, result.handle().nodeStatistics(), result.handle().elapsedNanos())));
    }

    private void set(PlannedStatement.Set set) {
        SessionOption option = SessionOption.of(set.name());
        if (set.value().isEmpty()) {
            settings.reset(option);
            return;
        }
        String value = set.value().get();
        if (option == SessionOption.SCHEMA && !services.catalog().snapshot().schemaExists(value)) {
            throw new SheafException(ErrorCode.UNDEFINED_SCHEMA, "schema \"" + value + "\" does not exist");
        }
        settings.set(option, value);
    }
}
