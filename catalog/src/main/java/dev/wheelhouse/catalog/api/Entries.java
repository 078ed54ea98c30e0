package dev.wheelhouse.catalog.api;

import dev.wheelhouse.catalog.Constraint;
import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioShare;
import dev.wheelhouse.catalog.Product;
import dev.wheelhouse.catalog.ProvisioningArtifact;
import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Journal;
import dev.wheelhouse.store.JournalEntry;
import dev.wheelhouse.store.sql.Handle;
import java.util.Optional;

/** Writes the journal: who changed what of the catalog, and how it was and is. */
final class Entries {
    private final Journal journal;

    Entries(Journal journal) {
        this.journal = journal;
    }

    /** Something new. */
    void created(Handle db, Call call, String action, String resource, Value after) {
        append(db, call, action, resource, Optional.empty(), Optional.of(after));
    }

    /** Something changed. */
    void changed(Handle db, Call call, String action, String resource, Value before, Value after) {
        append(db, call, action, resource, Optional.of(before), Optional.of(after));
    }

    /** Something is gone. */
    void deleted(Handle db, Call call, String action, String resource, Value before) {
        append(db, call, action, resource, Optional.of(before), Optional.empty());
    }

    private void append(
            Handle db,
            Call call,
            String action,
            String resource,
            Optional<Value> before,
            Optional<Value> after) {
        journal.append(
                db,
                new JournalEntry(
                        call.account().value(),
                        call.region().value(),
                        call.caller().arn(),
                        "servicecatalog:" + action,
                        resource,
                        before,
                        after));
    }

    static Value state(Portfolio portfolio) {
        return text("DisplayName", portfolio.displayName())
                .with("ProviderName", Value.text(portfolio.providerName()))
                .with("Description", Value.text(portfolio.description().orElse("")))
                .with("Tags", state(portfolio.tags()));
    }

    static Value state(Product product) {
        return text("Name", product.name())
                .with("Owner", Value.text(product.owner()))
                .with("Description", Value.text(product.description().orElse("")))
                .with("Distributor", Value.text(product.distributor().orElse("")))
                .with("Tags", state(product.tags()));
    }

    static Value state(ProvisioningArtifact artifact) {
        return text("Product", artifact.product().value())
                .with("Name", Value.text(artifact.name()))
                .with("Description", Value.text(artifact.description().orElse("")))
                .with("Active", Value.bool(artifact.active()))
                .with("Guidance", Value.text(artifact.guidance().name()));
    }

    static Value state(Constraint constraint) {
        return text("Type", constraint.definition().type())
                .with("Portfolio", Value.text(constraint.portfolio().value()))
                .with("Product", Value.text(constraint.product().value()))
                .with("Description", Value.text(constraint.description().orElse("")))
                .with("Parameters", Value.text(constraint.parameters()));
    }

    static Value state(PortfolioShare share) {
        return text("Recipient", share.recipient().value())
                .with("Accepted", Value.bool(share.accepted()))
                .with("ShareTagOptions", Value.bool(share.shareTagOptions()))
                .with("SharePrincipals", Value.bool(share.sharePrincipals()));
    }

    static Value.Members text(String name, String value) {
        return Value.object(name, Value.text(value));
    }

    private static Value state(Tags tags) {
        var state = Value.object();
        for (var tag : tags.byKey().entrySet()) {
            state = state.with(tag.getKey(), Value.text(tag.getValue()));
        }
        return state;
    }
}
