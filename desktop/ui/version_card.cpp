// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/version_card.h"

#include "desktop/ui/elided_label.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

VersionCard::VersionCard(QWidget* parent)
    : QGroupBox(parent), m_path(new ElidedLabel(this)), m_facts(new QLabel(this)), m_open(new QPushButton(this)),
      m_keep(new QPushButton(this))
{
    m_facts->setTextFormat(Qt::PlainText);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_path);
    column->addWidget(m_facts);
    column->addStretch(1);
    auto* const row = new QHBoxLayout;
    row->addWidget(m_open);
    row->addStretch(1);
    row->addWidget(m_keep);
    column->addLayout(row);
    connect(m_open, &QPushButton::clicked, this, &VersionCard::openChosen);
    connect(m_keep, &QPushButton::clicked, this, &VersionCard::keepChosen);
}

void VersionCard::setTexts(const QString& title, const QString& path, const QStringList& facts)
{
    setTitle(title);
    m_path->setFullText(path);
    m_facts->setText(facts.join(QLatin1Char('\n')));
}

void VersionCard::setActions(const QString& open, const QString& keep)
{
    m_open->setText(open);
    m_keep->setText(keep);
}

void VersionCard::setEnabledActions(bool open, bool keep)
{
    m_open->setEnabled(open);
    m_keep->setEnabled(keep);
}

} // namespace shoal::ui
