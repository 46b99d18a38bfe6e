// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/option_table.h"

#include "desktop/models/options_model.h"
#include "desktop/ui/option_delegate.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace shoal::ui {

using models::OptionsModel;

OptionTable::OptionTable(OptionsModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_search(new QLineEdit), m_table(new QTableView), m_meaning(new QLabel),
      m_reset(new QPushButton)
{
    m_found.setSourceModel(&model);
    m_found.setFilterKeyColumn(-1); // in the meanings too
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setModel(&m_found);
    m_table->setItemDelegate(new OptionDelegate(model, m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(OptionsModel::Name, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                             QAbstractItemView::SelectedClicked);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(OptionsModel::Meaning, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_search->setClearButtonEnabled(true);
    m_meaning->setWordWrap(true);
    m_meaning->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    m_meaning->setMinimumHeight(fontMetrics().lineSpacing() * 2); // so that nothing jumps when it changes
    m_reset->setAutoDefault(false);

    auto* const bottom = new QHBoxLayout;
    bottom->addWidget(m_meaning, 1);
    bottom->addWidget(m_reset, 0, Qt::AlignTop);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    column->addLayout(bottom);
    connect(m_search, &QLineEdit::textChanged, &m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_reset, &QPushButton::clicked, this, [this] { m_model.reset(currentName()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OptionTable::showCurrent);
    connect(&m_model, &OptionsModel::changed, this, &OptionTable::showCurrent);
    connect(&m_model, &OptionsModel::loaded, this, &OptionTable::showCurrent);
    retranslate();
}

QString OptionTable::currentName() const
{
    const auto rows = m_table->selectionModel()->selectedRows(OptionsModel::Name);
    return rows.isEmpty() ? QString() : rows.first().data().toString();
}

void OptionTable::showCurrent()
{
    const QString name = currentName();
    const int row = m_model.rowOf(name);
    m_meaning->setText(row < 0 ? tr("Choose an option to read what it means.")
                               : m_model.data(m_model.index(row, 0), Qt::ToolTipRole).toString());
    m_reset->setEnabled(row >= 0 && !m_model.option(row).isFixed && !m_model.isDefault(name));
}

void OptionTable::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_model.retranslate();
        retranslate();
    }
    QWidget::changeEvent(event);
}

void OptionTable::retranslate()
{
    m_search->setPlaceholderText(tr("Search options"));
    m_search->setAccessibleName(tr("Search options"));
    m_table->setAccessibleName(tr("Options"));
    m_reset->setText(tr("&Reset to Default"));
    showCurrent();
}

} // namespace shoal::ui
