// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/instance_chooser.h"

#include "desktop/ui/hint.h"
#include "desktop/ui/table.h"

#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace shoal::ui {

using models::InstanceListModel;

InstanceChooser::InstanceChooser(Clock& clock, models::DiskWork& disk, const Bytes& ownSocket, const Bytes& current,
                                 QWidget* parent)
    : QDialog(parent), m_model(clock, disk, ownSocket, current), m_text(new QLabel(this)),
      m_table(new Table(m_model, InstanceListModel::Socket, this)), m_buttons(new QDialogButtonBox(this)),
      m_show(m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole)),
      m_again(m_buttons->addButton(QString(), QDialogButtonBox::ActionRole))
{
    m_buttons->addButton(QDialogButtonBox::Cancel);
    m_text->setWordWrap(true);
    m_table->setColumnChars(InstanceListModel::Name, 24);
    m_table->setColumnChars(InstanceListModel::User, 12);
    m_table->setColumnChars(InstanceListModel::Shares, 10);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_text);
    column->addWidget(m_table, 1);
    column->addWidget(m_buttons);
    connect(m_table, &Table::selectionChanged, this, &InstanceChooser::showChoice);
    connect(&m_model, &InstanceListModel::searched, this, &InstanceChooser::showChoice);
    connect(&m_table->view(), &QTreeView::activated, this, &InstanceChooser::choose);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &InstanceChooser::choose);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, &m_model, &InstanceListModel::search);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 18);
    retranslate();
    showChoice();
    m_model.search();
}

void InstanceChooser::showChoice()
{
    const int row = m_table->currentRow();
    m_show->setEnabled(row >= 0 && !m_model.at(row).isCurrent);
}

void InstanceChooser::choose()
{
    const int row = m_table->currentRow();
    if (row < 0)
        return;
    const models::FoundInstance found = m_model.at(row);
    accept();
    if (!found.isCurrent)
        Q_EMIT chosen(found.isOwn ? Bytes() : found.socket);
}

void InstanceChooser::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void InstanceChooser::retranslate()
{
    setWindowTitle(tr("Choose an instance"));
    m_text->setText(
        tr("This window can show the engine of this program, or a daemon (shoald) that runs on this machine and "
           "lets you connect. The engine of this program goes on either way."));
    m_table->view().setAccessibleName(tr("Running instances"));
    m_table->hint().setTexts(tr("No instance is running that you may connect to"), QString());
    m_show->setText(tr("&Show"));
    m_again->setText(tr("Search &again"));
    m_model.retranslate();
}

} // namespace shoal::ui
