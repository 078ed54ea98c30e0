/** Database, migrations, transactions, jobs, journal; knows no AWS. */
@NullMarked
package dev.wheelhouse.store;

import org.jspecify.annotations.NullMarked;
