package io.holdfast.cdi;

import javax.sql.DataSource;

/** The bean class of Holdfast's data sources: a proxy can be made in our class loader, not in that of {@code java.sql}. */
interface RoutedDataSourceBean extends DataSource {}
