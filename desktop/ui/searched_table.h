// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/searched_rows.h"

#include <QWidget>

class QLineEdit;

namespace shoal::ui {

class Table;

// A search line, and below it what the instance found.
class SearchedTable final : public QWidget
{
    Q_OBJECT

public:
    struct Texts
    {
        QString placeholder;           // in the search line
        QString searchName, tableName; // for who does not see them
        QString failed;                // why it is empty: there is no answer
        QString empty, emptyReason;    // there is nothing
        QString notFound;              // nothing with %1 in it
    };

    // As Table.
    SearchedTable(QAbstractItemModel& model, int wideColumn, QWidget* parent = nullptr);

    Table& table() const { return *m_table; }
    void setTexts(const Texts& texts);
    // Says why the table is empty, as far as it is.
    template <class Row> void showCondition(const models::SearchedRows<Row>& rows)
    {
        showCondition(rows.failure(), rows.isKnown(), rows.search());
    }

Q_SIGNALS:
    void searchChanged(const QString& text);

private:
    void showCondition(const QString& failure, bool isKnown, const QString& search);

    Texts m_texts;
    QLineEdit* const m_search;
    Table* const m_table;
};

} // namespace shoal::ui
