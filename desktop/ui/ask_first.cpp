// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/ask_first.h"

#include <QMessageBox>
#include <QPushButton>

namespace shoal::ui {

void askFirst(QWidget* parent, const Confirmation& confirmation, std::function<void()> onYes)
{
    auto* const box =
        new QMessageBox(QMessageBox::Question, confirmation.title, confirmation.text, QMessageBox::Cancel, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(confirmation.detail);
    box->setTextFormat(Qt::PlainText); // names of files are nobody's markup
    QPushButton* const yes = box->addButton(confirmation.action, QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(box, &QMessageBox::buttonClicked, box,
                     [box, yes, onYes = std::move(onYes)](QAbstractButton* button) {
                         if (button == yes)
                             onYes();
                     });
    box->open();
}

} // namespace shoal::ui
