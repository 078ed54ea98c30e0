package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.cloud.resource.ResourceInventory;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.stacks.sql.ExportStore;
import dev.wheelhouse.stacks.sql.ResourceStore;
import dev.wheelhouse.stacks.sql.SignalStore;
import dev.wheelhouse.stacks.sql.StackStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** What the engine is made of, handed from one class of it to the next. */
record Parts(
        Transactions database,
        StackStore stacks,
        ResourceStore resources,
        EventStore events,
        ExportStore exports,
        SignalStore signals,
        ResourceProviders providers,
        ResourceInventory inventory,
        TemplateCache templates,
        InstantSource clock,
        RandomGenerator random) {}
