// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/searched_table.h"

#include "desktop/ui/hint.h"
#include "desktop/ui/icons.h"
#include "desktop/ui/table.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace shoal::ui {

SearchedTable::SearchedTable(QAbstractItemModel& model, int wideColumn, QWidget* parent)
    : QWidget(parent), m_search(new QLineEdit(this)), m_table(new Table(model, wideColumn, this))
{
    m_search->setClearButtonEnabled(true);
    m_search->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_search);
    column->addWidget(m_table, 1);
    connect(m_search, &QLineEdit::textChanged, this, &SearchedTable::searchChanged);
}

void SearchedTable::setTexts(const Texts& texts)
{
    m_texts = texts;
    m_search->setPlaceholderText(texts.placeholder);
    m_search->setAccessibleName(texts.searchName);
    m_table->view().setAccessibleName(texts.tableName);
}

void SearchedTable::showCondition(const QString& failure, bool isKnown, const QString& search)
{
    Hint& hint = m_table->hint();
    if (!failure.isEmpty())
        hint.setTexts(m_texts.failed, failure);
    else if (!isKnown)
        hint.setTexts(QString(), QString());
    else if (search.isEmpty())
        hint.setTexts(m_texts.empty, m_texts.emptyReason);
    else
        hint.setTexts(tr("Nothing found"), m_texts.notFound.arg(search));
}

} // namespace shoal::ui
